using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Journeys;

/// <summary>A deletion comes to the same end whatever dies or gets lost on its way.</summary>
[Collection(Alone.Name)]
public sealed class DeletionSurvivesTests
{
    private const int MostPushes = 200;

    [Fact]
    public async Task A_host_that_is_killed_after_each_entry_of_the_timeline()
    {
        await using var host = new HostProcess();
        await host.ReadyAsync();
        var journey = new DeletionJourney(host);
        await journey.AskAsync();
        var seen = 0;
        for (var pushes = 0; pushes < MostPushes && !await journey.IsOverAsync(); pushes++)
        {
            if (await journey.EntriesAsync() is var entries && entries > seen)
            {
                seen = entries;
                await host.KillAndRestartAsync();
            }

            await journey.PushAsync();
        }

        await journey.AssertDeletedOnceAsync();
    }

    [Theory]
    [InlineData("meta", "webhook", null)]
    [InlineData("meta", "/deregister", "POST")]
    [InlineData("meta", "/subscribed_apps", "DELETE")]
    [InlineData("meta", "/881200334455667", "POST")]
    [InlineData("meta", "", "GET")]
    [InlineData("360dialog", "", "GET")]
    [InlineData("360dialog", "cancellation_request", "POST")]
    [InlineData("sendgrid", "mail/send", "POST")]
    public async Task An_answer_that_is_lost(string target, string path, string? method)
    {
        await using var host = new HostProcess();
        await host.ReadyAsync();
        await host.PostAsync("sandbox/faults", new { target, kind = "lost-answer", count = 1, path, method });
        var journey = new DeletionJourney(host);
        await journey.AskAsync();
        for (var pushes = 0; pushes < MostPushes && !await journey.IsOverAsync(); pushes++)
            await journey.PushAsync();
        await journey.AssertDeletedOnceAsync();
    }
}
