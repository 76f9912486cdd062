using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Journeys;

/// <summary>A migration comes to the same end whatever dies or gets lost on its way.</summary>
[Collection(Alone.Name)]
public sealed class MigrationSurvivesTests
{
    private const int MostPushes = 200;

    /// <summary>Two-step verification on at first, a wrong code twice, Meta in maintenance, and the answer to the registration lost.</summary>
    [Fact]
    public async Task Everything_that_can_go_wrong_on_the_way()
    {
        await using var host = new HostProcess();
        await host.ReadyAsync();
        var journey = new MigrationJourney(host);
        await journey.AskAsync();
        var lost = false;
        for (var pushes = 0; pushes < MostPushes && !await journey.IsOverAsync(); pushes++)
        {
            if (!lost && MigrationJourney.Types(await journey.ReadAsync()).Contains("not_registered"))
            {
                lost = true;
                await host.PostAsync("sandbox/faults", new { target = "meta", kind = "lost-answer", count = 1, path = "/register", method = "POST" });
            }

            await journey.PushAsync(troubled: true);
        }

        await journey.AssertMigratedOnceAsync();
        Assert.True(lost);
    }

    [Fact]
    public async Task A_host_that_is_killed_after_each_entry_of_the_timeline()
    {
        await using var host = new HostProcess();
        await host.ReadyAsync();
        var journey = new MigrationJourney(host);
        await journey.AskAsync();
        var seen = 0;
        for (var pushes = 0; pushes < MostPushes && !await journey.IsOverAsync(); pushes++)
        {
            if (await journey.EntriesAsync() is var entries && entries > seen)
            {
                seen = entries;
                await host.KillAndRestartAsync();
            }

            await journey.PushAsync(troubled: true);
        }

        await journey.AssertMigratedOnceAsync();
    }

    [Theory]
    [InlineData("", "GET")]
    [InlineData("/phone_numbers", "POST")]
    [InlineData("/request_code", "POST")]
    [InlineData("/verify_code", "POST")]
    [InlineData("/register", "POST")]
    public async Task An_answer_of_Metas_that_is_lost(string path, string method)
    {
        await using var host = new HostProcess();
        await host.ReadyAsync();
        await host.PostAsync("sandbox/faults", new { target = "meta", kind = "lost-answer", count = 1, path, method });
        var journey = new MigrationJourney(host);
        await journey.SwitchTwoStepOffAsync();
        await journey.AskAsync();
        for (var pushes = 0; pushes < MostPushes && !await journey.IsOverAsync(); pushes++)
            await journey.PushAsync(troubled: false);
        await journey.AssertMigratedOnceAsync();
    }

    [Fact]
    public async Task Taken_back_before_the_cut_over_it_leaves_the_source_as_it_was()
    {
        await using var host = new HostProcess();
        await host.ReadyAsync();
        var journey = new MigrationJourney(host);
        await journey.SwitchTwoStepOffAsync();
        await journey.AskAsync();
        await journey.InStateAsync("awaiting_code");
        await HostProcess.EventuallyAsync("a code", async () => (string?)(await journey.AtMetaAsync())["oneTimeCode"]);
        Assert.Equal(200, (await host.FormAsync($"{await journey.PageAsync()}/cancel")).Status);
        await journey.InStateAsync("cancelled");
        var truth = await journey.AtMetaAsync();
        Assert.Equal(("730015500220099", "CONNECTED"), ((string?)truth["wabaId"], (string?)truth["status"]));
        Assert.Equal(0, (int)truth["registrations"]!);
    }
}
