namespace ActiveLabel.Web.Http;

/// <summary>Who asks is known and belongs to the project, and yet may not do this now; the message says why and what to do. HTTP answers 403.</summary>
internal sealed class NotAllowedException(string message) : Exception(message);
