using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveLabel.Web.Http;

/// <summary>Enum values as words, such as <c>poorExample</c>, never as numbers.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
