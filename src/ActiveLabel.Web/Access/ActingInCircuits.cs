using ActiveLabel.Core.Changes;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ActiveLabel.Web.Access;

/// <summary>Whatever happens on an open page happens in the name of whoever has it open.</summary>
internal sealed class ActingInCircuits(AuthenticationStateProvider authentication, Doorkeeper door) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            var user = (await authentication.GetAuthenticationStateAsync()).User;
            if (await door.VisitorAsync(user, CancellationToken.None) is { } visitor)
                Acting.Become(visitor.Actor);
            await next(context);
        };
}
