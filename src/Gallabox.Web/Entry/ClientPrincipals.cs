using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Entry;

/// <summary>What the platform's sign-in says of a request.</summary>
public abstract record PrincipalFound
{
    public sealed record Nobody : PrincipalFound;

    /// <summary>Signed in, without the operator's role.</summary>
    public sealed record Stranger : PrincipalFound;

    public sealed record Operator(string Name) : PrincipalFound;
}

/// <summary>
/// Reads <c>X-MS-CLIENT-PRINCIPAL</c>, base64 of a JSON object with the person's claims, and only where the options say that the
/// platform writes it. [learn.microsoft.com, "Work with user identities in Azure App Service authentication"]
/// </summary>
public sealed class ClientPrincipals(IOptionsMonitor<WebOptions> options)
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    public PrincipalFound Read(HttpRequest request)
    {
        var header = request.Headers[Header].ToString();
        if (!options.CurrentValue.TrustClientPrincipal || header.Length == 0 || Parse(header) is not { } principal)
            return new PrincipalFound.Nobody();
        var claims = principal.Claims ?? [];
        var isOperator = claims.Any(claim => (claim.Typ == principal.RoleTyp || claim.Typ == "roles") && claim.Val == options.CurrentValue.OperatorRole);
        if (!isOperator)
            return new PrincipalFound.Stranger();
        var name = (claims.FirstOrDefault(claim => claim.Typ == "preferred_username") ?? claims.FirstOrDefault(claim => claim.Typ == principal.NameTyp))?.Val;
        return new PrincipalFound.Operator(Caller.Clean(name) is { Length: > 0 } clean ? clean : "unnamed");
    }

    private static Principal? Parse(string header)
    {
        try
        {
            return JsonSerializer.Deserialize<Principal>(Convert.FromBase64String(header), Wire.Json);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Principal(
        [property: System.Text.Json.Serialization.JsonPropertyName("name_typ")] string? NameTyp,
        [property: System.Text.Json.Serialization.JsonPropertyName("role_typ")] string? RoleTyp,
        IReadOnlyList<Claim>? Claims);

    private sealed record Claim(string? Typ, string? Val);
}
