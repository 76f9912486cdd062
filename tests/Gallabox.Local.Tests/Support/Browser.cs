using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Gallabox.Local.Tests.Support;

/// <summary>A signed-in browser: keeps its cookies, reads pages, posts the forms that it was shown.</summary>
public sealed partial class Browser(HttpClient client)
{
    public HttpClient Client { get; } = client;

    public async Task<string> ReadAsync(string path, HttpStatusCode wanted = HttpStatusCode.OK)
    {
        using var answer = await Client.GetAsync(path);
        Assert.Equal(wanted, answer.StatusCode);
        Assert.StartsWith("text/html", answer.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Posts a form with the token of the page at <paramref name="from"/>.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string>? fields = null, string from = "/")
    {
        var token = FormToken().Match(await ReadAsync(from)).Groups[1].Value;
        Assert.NotEmpty(token);
        return await PostBareAsync(path, new Dictionary<string, string>(fields ?? []) { ["formToken"] = token });
    }

    public async Task<HttpResponseMessage> PostBareAsync(string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await Client.PostAsync(path, form);
    }

    [GeneratedRegex("name=\"formToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
