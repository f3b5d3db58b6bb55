using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Http;

/// <summary>Programs that ask under /api get their errors as they are, not as a page.</summary>
internal sealed class PlainApiErrors(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api") && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;

        return next(http);
    }
}
