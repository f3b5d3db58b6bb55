using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Http;

/// <summary>Programs that ask under /api get their errors as problem+json, not as a page.</summary>
internal sealed partial class PlainApiErrors(RequestDelegate next, ILogger<PlainApiErrors> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }

        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;

        try
        {
            await next(http);
        }
        catch (BadHttpRequestException refused) when (!http.Response.HasStarted)
        {
            await Results.Problem(refused.Message, statusCode: refused.StatusCode).ExecuteAsync(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(failure, http.Request.Method, http.Request.Path);
            await Results.Problem("Something went wrong in the program; its log tells more.", statusCode: StatusCodes.Status500InternalServerError)
                .ExecuteAsync(http);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailed(Exception failure, string method, string path);
}
