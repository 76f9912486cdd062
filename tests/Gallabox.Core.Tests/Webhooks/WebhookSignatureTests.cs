using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Facts 11, row 23.</summary>
public sealed class WebhookSignatureTests
{
    private static readonly byte[] body = Encoding.UTF8.GetBytes("""{"text":"caf\u00e9"}""");

    private static string Hex(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    [Fact]
    public void Both_secrets_pass_and_no_other()
    {
        var signature = new WebhookSignature(SignatureForm.Prefixed, ["new", "old"]);

        Assert.True(signature.Passes(body, "sha256=" + Hex("new")));
        Assert.True(signature.Passes(body, "sha256=" + Hex("old")));
        Assert.False(signature.Passes(body, "sha256=" + Hex("older")));
    }

    [Fact]
    public void Only_the_exact_scheme_passes()
    {
        var signature = new WebhookSignature(SignatureForm.Prefixed, ["s"]);

        Assert.False(signature.Passes(body, Hex("s")));
        Assert.False(signature.Passes(body, "sha256=" + Hex("s").ToUpperInvariant()));
        Assert.False(signature.Passes(body, "SHA256=" + Hex("s")));
        Assert.False(signature.Passes(body, "sha256=" + Hex("s")[..62]));
        Assert.False(signature.Passes(body, null));
        Assert.False(signature.Passes([.. body, (byte)' '], "sha256=" + Hex("s")));
    }

    [Fact]
    public void A_partner_may_leave_the_prefix_out()
    {
        var signature = new WebhookSignature(SignatureForm.PrefixedOrBare, ["s"]);

        Assert.True(signature.Passes(body, Hex("s")));
        Assert.True(signature.Passes(body, "sha256=" + Hex("s")));
    }

    [Fact]
    public void Without_a_secret_nothing_passes() => Assert.False(new WebhookSignature(SignatureForm.Prefixed, [""]).Passes(body, "sha256=" + Hex("")));
}
