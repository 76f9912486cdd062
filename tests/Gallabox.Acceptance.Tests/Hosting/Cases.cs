using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>Cases as an operator's program sees them.</summary>
internal sealed class Cases(HttpClient api, Outside outside)
{
    /// <summary>A customer's request by mail, and the case that it opens.</summary>
    public async Task<string> RequestAsync(Customer customer, bool proven = true)
    {
        var before = await IdsAsync(customer);
        var status = await outside.WriteAsync(customer.Address, customer.Subject, "Please delete our number.", proven: proven);
        if (status != 200)
            throw new InvalidOperationException($"The request was answered with {status}.");
        return await Eventually.FindAsync("a case for the request", async () => (await IdsAsync(customer)).Except(before).SingleOrDefault());
    }

    public async Task<IReadOnlyList<string>> IdsAsync(Customer customer)
    {
        var list = await api.GetFromJsonAsync<JsonNode>(new Uri($"api/cases?phone={Uri.EscapeDataString(customer.Phone)}", UriKind.Relative));
        return [.. list!["items"]!.AsArray().Select(found => found!["id"]!.GetValue<string>())];
    }

    public async Task<JsonNode> ReadAsync(string id) => (await api.GetFromJsonAsync<JsonNode>(new Uri($"api/cases/{id}", UriKind.Relative)))!;

    public async Task<JsonNode> NumberAsync(Customer customer) =>
        (await api.GetFromJsonAsync<JsonNode>(new Uri($"api/numbers/{Uri.EscapeDataString(customer.Phone)}", UriKind.Relative)))!;

    public async Task<JsonNode> UsageAsync(Customer customer) =>
        (await api.GetFromJsonAsync<JsonNode>(new Uri($"api/numbers/{Uri.EscapeDataString(customer.Phone)}/usage", UriKind.Relative)))!;

    /// <summary>The case once it is in that state.</summary>
    public Task<JsonNode> InStateAsync(string id, string state) => WhenAsync(id, $"state {state}", found => (string?)found["state"] == state);

    /// <summary>The case once it waits for that.</summary>
    public Task<JsonNode> WaitingForAsync(string id, string what) => WhenAsync(id, $"waits for {what}", found => (string?)found["waitsFor"]?["what"] == what);

    public async Task<HttpResponseMessage> TryAsync(string id, string act, object? body = null) =>
        await api.PostAsJsonAsync(new Uri($"api/cases/{id}/{act}", UriKind.Relative), body ?? new { });

    public async Task ActAsync(string id, string act, object? body = null)
    {
        using var answer = await TryAsync(id, act, body);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{act}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task SetDuesAsync(Customer customer, long amount)
    {
        using var answer = await api.PutAsJsonAsync(new Uri($"api/accounts/{customer.Account}/dues", UriKind.Relative), new { amount, currency = customer.Currency });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The customer under another address of theirs, which is registered with the account.</summary>
    public async Task<Customer> RegisterAsync(Customer customer, string address)
    {
        var path = new Uri($"api/accounts/{customer.Account}", UriKind.Relative);
        var account = (await api.GetFromJsonAsync<JsonNode>(path))!;
        if (!account["emails"]!.AsArray().Any(email => (string?)email == address))
            account["emails"]!.AsArray().Add(address);
        using var answer = await api.PutAsJsonAsync(path, account);
        answer.EnsureSuccessStatusCode();
        return customer with { Address = address };
    }

    /// <summary>The case once its timeline has an entry of that type.</summary>
    public Task<JsonNode> TellsAsync(string id, string type) => WhenAsync(id, $"tells of {type}", found => Types(found).Contains(type));

    public static IReadOnlyList<string> Types(JsonNode found) => [.. found["timeline"]!.AsArray().Select(entry => entry!["type"]!.GetValue<string>())];

    private async Task<JsonNode> WhenAsync(string id, string what, Func<JsonNode, bool> fits)
    {
        var last = "";
        return await Eventually.FindAsync($"{id}: {what}", async () =>
        {
            var found = await ReadAsync(id);
            last = $"It is {found["state"]}, waits for {found["waitsFor"]?.ToJsonString() ?? "nothing"}; its timeline: {string.Join(", ", Types(found))}.";
            return fits(found) ? found : null;
        }, seen: () => last);
    }
}

/// <summary>One of the two demo customers.</summary>
internal sealed record Customer(string Account, string Address, string Phone, string Currency)
{
    public static Customer Kettle { get; } = new("kettle", "asha@kettle.example", "+919876543210", "INR");

    public static Customer Lumen { get; } = new("lumen", "ops@lumen.example", "+14155550132", "USD");

    public string Subject => $"Request for Deletion of Phone Number {Phone}";
}
