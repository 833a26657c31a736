using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Gateway;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Auth;

/// <summary>Lets requests through by bearer token and role. Where no authentication is configured, the node listens on loopback only and lets everything through.</summary>
internal sealed class TokenAuth(AuthSection options)
{
    private readonly (byte[] Hash, AuthToken Token)[] _tokens = [.. options.Tokens.Select(token => (Convert.FromHexString(token.TokenHash.Reveal()), token))];

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<AccessPolicy>();
        if (!options.IsConfigured || needed is null || needed.Anonymous)
        {
            await next(context);
            return;
        }

        var token = Find(context.Request.Headers.Authorization.ToString());
        if (token is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Of(401, "unauthenticated", "Send a known token: Authorization: Bearer TOKEN.").ExecuteAsync(context);
        }
        else if (token.Role < needed.Role)
        {
            await Problems.Of(403, "forbidden", $"The token '{token.Name}' has the role {token.Role}; this needs {needed.Role}.").ExecuteAsync(context);
        }
        else
        {
            context.User = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, token.Name)], "Bearer"));
            await next(context);
        }
    }

    // Every token is compared, in constant time, so that neither its place nor its beginning shows in the time taken.
    private AuthToken? Find(string header)
    {
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(header[7..].Trim()));
        AuthToken? found = null;
        foreach (var (known, token) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = token;
        }

        return found;
    }
}

/// <summary>Who may call an endpoint.</summary>
/// <param name="Role">The least role that may.</param>
/// <param name="Anonymous">Whether anybody may.</param>
internal sealed record AccessPolicy(TokenRole Role, bool Anonymous = false);
