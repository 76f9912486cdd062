using Gallabox.Core.Migration;
using Gallabox.Core.Providers;
using Xunit;
using static Gallabox.Core.Tests.Migration.MigrationSample;

namespace Gallabox.Core.Tests.Migration;

public sealed class CheckedFormTests
{
    private static readonly HashSet<MigrationPath> all = [.. Enum.GetValues<MigrationPath>()];
    private static readonly MigrationForm good = new() { Phone = "98123 00001", SourceProvider = " Old Provider ", DestinationWabaId = "7301" };

    [Fact]
    public void AShortFormHoldsWithWhatItLeavesOpen()
    {
        var read = Check(good);
        Assert.Empty(read.Problems);
        Assert.Equal(Phone, read.Phone);
        Assert.Equal((MigrationPath.Account, "7301", "Old Provider"), (read.Facts!.Path, read.Facts.WabaId, read.Facts.Source.Provider));
        Assert.Equal(new CodeReader("asha@kettle.example", null, CodeMethod.Sms, "en_US"), read.Facts.Reader);
        Assert.Equal((Now, null, null), (read.Facts.WaitingSince, read.Facts.CutOverAt, read.Facts.Source.WabaId));
    }

    public static TheoryData<string, MigrationForm> Bad => new()
    {
        { "phone", good with { Phone = "" } },
        { "phone", good with { Phone = "call me" } },
        { "phone", good with { Phone = new string('9', 41) } },
        { "sourceProvider", good with { SourceProvider = " " } },
        { "sourceProvider", good with { SourceProvider = new string('x', 101) } },
        { "sourceWabaId", good with { SourceWabaId = "waba" } },
        { "sourceWabaId", good with { SourceWabaId = new string('1', 33) } },
        { "destinationWabaId", good with { DestinationWabaId = "12a" } },
        { "destinationWabaId", good with { DestinationWabaId = "7301", SourceWabaId = " 7301" } },
        { "destinationWabaId", good with { Path = "account", DestinationWabaId = "" } },
        { "path", good with { Path = "pigeon" } },
        { "migrationIntentId", good with { Path = "solution" } },
        { "codeReader", good with { CodeReader = new string('x', 101) } },
        { "codeReaderEmail", good with { CodeReaderEmail = "nobody" } },
        { "codeReaderEmail", good with { CodeReaderEmail = new string('x', 100) + "@a.example" } },
        { "codeMethod", good with { CodeMethod = "letter" } },
        { "codeLanguage", good with { CodeLanguage = "English!" } },
        { "codeLanguage", good with { CodeLanguage = "e" } },
        { "cutOverAt", good with { CutOverAt = Now.AddHours(-2) } },
        { "cutOverAt", good with { CutOverAt = Now.AddDays(61) } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void EachFieldSaysWhatIsWrongWithIt(string field, MigrationForm form)
    {
        var read = Check(form);
        Assert.Equal(field, Assert.Single(read.Problems).Key);
        Assert.Null(read.Facts);
    }

    [Fact]
    public void EverythingWrongIsSaidAtOnce() => Assert.Equal(
        ["codeMethod", "destinationWabaId", "phone", "sourceProvider"],
        CheckedForm.Of(new() { CodeMethod = "letter" }, Kettle, "asha@kettle.example", new HashSet<MigrationPath>(), Now).Problems.Keys.Order());

    [Theory]
    [InlineData("", "7301", "", MigrationPath.Account)]
    [InlineData("", "", "", MigrationPath.EmbeddedSignup)]
    [InlineData("embedded_signup", "7301", "", MigrationPath.EmbeddedSignup)]
    [InlineData("solution", "", "900", MigrationPath.Solution)]
    public void TheWayIsChosenOrFollowsFromTheDestination(string path, string waba, string intent, MigrationPath expected)
    {
        var facts = Check(good with { Path = path, DestinationWabaId = waba, MigrationIntentId = intent }).Facts!;
        Assert.Equal(expected, facts.Path);
        Assert.Equal(expected == MigrationPath.Account ? "7301" : null, facts.WabaId);
        Assert.Equal(expected == MigrationPath.Solution ? "900" : null, facts.IntentId);
    }

    [Theory]
    [InlineData("embedded_signup")]
    [InlineData("solution")]
    public void AWayThatIsNotOfferedIsRefused(string path) => Assert.Contains("path", CheckedForm.Of(
        good with { Path = path, MigrationIntentId = "900" }, Kettle, "asha@kettle.example", new HashSet<MigrationPath> { MigrationPath.Account }, Now).Problems.Keys);

    [Fact]
    public void TheReaderAndTheTimeAreKeptAsGiven()
    {
        var facts = Check(good with
        {
            CodeReader = " The shop ", CodeReaderEmail = " shop@kettle.example ", CodeMethod = "voice", CodeLanguage = "hi", CutOverAt = Now.AddDays(60),
        }).Facts!;
        Assert.Equal(new CodeReader("The shop", "shop@kettle.example", CodeMethod.Voice, "hi"), facts.Reader);
        Assert.Equal(Now.AddDays(60), facts.CutOverAt);
    }

    private static CheckedForm Check(MigrationForm form) => CheckedForm.Of(form, Kettle, "asha@kettle.example", all, Now);
}
