using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Core;
using Gallabox.Core.Webhooks;
using Gallabox.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gallabox.Local.Tests.Webhooks;

/// <summary>The three endpoints on a real Kestrel.</summary>
public sealed class WebhookEndpointTests : IAsyncLifetime
{
    private readonly Sink sink = new();
    private readonly WebApplication app;
    private readonly HttpClient client = new();

    public WebhookEndpointTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        var options = new WebhookOptions
        {
            MetaAppSecrets = ["app", "old-app"], MetaVerifyTokens = ["token"], Dialog360Secrets = ["hub", "old-hub"], Dialog360NumberKeys = ["key"],
        };
        var meta = new MetaWebhookEndpoint(options, sink);
        var partner = new Dialog360WebhookEndpoint(options, sink);
        var number = new Dialog360NumberWebhookEndpoint(options, sink);
        app.MapGet("/meta", (HttpRequest request) => meta.VerifyAsync(request, request.HttpContext.RequestAborted));
        app.MapPost("/meta", (HttpRequest request) => meta.ReceiveAsync(request, request.HttpContext.RequestAborted));
        app.MapPost("/360dialog", (HttpRequest request) => partner.ReceiveAsync(request, request.HttpContext.RequestAborted));
        app.MapPost("/360dialog/{channelId}", (HttpRequest request) => number.ReceiveAsync(request, request.HttpContext.RequestAborted));
    }

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Row_24_the_challenge_comes_back_as_plain_text_for_the_right_token_only()
    {
        var challenge = Uri.EscapeDataString("<script>1</script>");
        var good = await client.GetAsync(new Uri($"/meta?hub.mode=subscribe&hub.verify_token=token&hub.challenge={challenge}", UriKind.Relative));
        Assert.Equal("<script>1</script>", await good.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", good.Content.Headers.ContentType!.MediaType);

        var bad = await client.GetAsync(new Uri($"/meta?hub.mode=subscribe&hub.verify_token=other&hub.challenge={challenge}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, bad.StatusCode);
    }

    [Theory]
    [InlineData("app", HttpStatusCode.OK, 1)]
    [InlineData("old-app", HttpStatusCode.OK, 1)]
    [InlineData("hub", HttpStatusCode.Unauthorized, 0)]
    public async Task A_signed_body_is_kept(string secret, HttpStatusCode status, int kept)
    {
        var answer = await PostAsync("/meta", EventPipeline.Statuses(["a"], DateTimeOffset.UnixEpoch.AddYears(50)), ("X-Hub-Signature-256", "sha256=", secret));

        Assert.Equal((status, kept), (answer.StatusCode, sink.Batches.Count));
    }

    [Fact]
    public async Task Row_23_two_signature_headers_do_not_pass()
    {
        var answer = await PostAsync("/meta", "{}", ("X-Hub-Signature-256", "sha256=", "app"), ("X-Hub-Signature-256", "sha256=", "app"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_signed_body_that_nobody_understands_is_kept_too()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/meta", "no json", ("X-Hub-Signature-256", "sha256=", "app"))).StatusCode);
        Assert.Single(sink.Batches);
    }

    [Theory]
    [InlineData("{\"entry\":[{\"id\":\"\\ud800\",\"changes\":[{\"field\":\"\\udc00\",\"\\ud800\":1}]}],\"event\":\"\\ud800\",\"data\":{\"id\":\"\\ud800\"}}", 1)]
    [InlineData("{\"entry\":[{\"changes\":[*1]}]}", 1_500_000)]
    [InlineData("{\"entry\":[*{}]}", 1_000_000)]
    public async Task No_content_of_a_proven_body_is_answered_with_a_failure(string body, int many)
    {
        var large = body.Replace("*", string.Concat(Enumerable.Repeat(body.Contains("{}", StringComparison.Ordinal) ? "{}," : "1,", many)), StringComparison.Ordinal);
        client.DefaultRequestHeaders.Add(WebhookOptions.NumberHeader, "key");

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/meta", large, ("X-Hub-Signature-256", "sha256=", "app"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/360dialog", large, ("x-360dialog-signature", "", "hub"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/360dialog/kR7pQ2CH", large)).StatusCode);
        Assert.Equal(3, sink.Batches.Count);
    }

    [Fact]
    public async Task A_sink_that_cannot_keep_makes_the_sender_come_again()
    {
        sink.Fails = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync("/meta", "{}", ("X-Hub-Signature-256", "sha256=", "app"))).StatusCode);
    }

    [Fact]
    public async Task Three_megabytes_pass_and_more_do_not()
    {
        var large = "{\"entry\":[],\"x\":\"" + new string('x', WebhookOptions.MaxBody - 100) + "\"}";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/meta", large, ("X-Hub-Signature-256", "sha256=", "app"))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync("/meta", large + new string(' ', 200), ("X-Hub-Signature-256", "sha256=", "app"))).StatusCode);
    }

    [Theory]
    [InlineData("", "hub", HttpStatusCode.OK)]
    [InlineData("sha256=", "old-hub", HttpStatusCode.OK)]
    [InlineData("", "app", HttpStatusCode.Unauthorized)]
    public async Task Partner_events_are_kept_with_their_channel(string prefix, string secret, HttpStatusCode status)
    {
        const string body = """{"id":"evt-1","event":"channel_permission_granted","data":{"id":"kR7pQ2CH","client_id":"t4Vn9wCL","status":"ready"}}""";
        var answer = await PostAsync("/360dialog", body, ("x-360dialog-signature", prefix, secret));

        Assert.Equal(status, answer.StatusCode);
        if (status is HttpStatusCode.OK)
            Assert.Equal(("channel_permission_granted", "kR7pQ2CH"), (Raw().Field, Raw().EntryId));
    }

    [Fact]
    public async Task A_numbers_own_webhook_proves_itself_by_our_header()
    {
        const string old = """{"messages":[{"from":"1415","id":"w","timestamp":"1767000400","type":"text"}]}""";
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/360dialog/kR7pQ2CH", old)).StatusCode);
        client.DefaultRequestHeaders.Add(WebhookOptions.NumberHeader, "key");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/360dialog/kR7pQ2CH", old)).StatusCode);
        Assert.Single(sink.Batches);
    }

    private RawEvent Raw()
    {
        var visitor = new Visitor();
        EventBatch.Read(Assert.Single(sink.Batches), visitor);
        return Assert.Single(visitor.Found);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Prefix, string Secret)[] signatures)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        foreach (var (name, prefix, secret) in signatures)
            request.Headers.TryAddWithoutValidation(name, prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        return await client.SendAsync(request);
    }

    private sealed class Sink : IEventSink
    {
        public List<byte[]> Batches { get; } = [];

        public bool Fails { get; set; }

        public ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
        {
            if (Fails)
                throw new TransientFailureException("test", "full");
            if (batch.Length > 8 * 1024 * 1024)
                throw new ArgumentException("More than a sink takes.", nameof(batch));
            Batches.Add(batch.ToArray());
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Visitor : IEventVisitor
    {
        public List<RawEvent> Found { get; } = [];

        public void Messages(RouteBytes route, int count, ReadOnlySpan<byte> events)
        {
        }

        public void Raw(RawEvent raw) => Found.Add(raw);
    }
}
