using Xunit;

namespace Gallabox.Core.Tests.House;

/// <summary>Files aim at 150 lines and stop at 300; methods aim at 20 and stop at 60; lines stop at 160 columns but for prose.</summary>
public sealed class SizeTests
{
    [Fact]
    public void FilesStopAt300Lines()
    {
        var long_ = Source.Files("*.cs", "src", "tests").Concat(Source.Files("*.razor", "src"))
            .Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n')))
            .Where(file => file.Lines > 300);
        Assert.Empty(long_);
    }

    [Fact]
    public void MostFilesKeepToTheirAim()
    {
        var sizes = Source.Files("*.cs", "src").Select(file => file.Text.Count(c => c == '\n')).Order().ToList();
        Assert.True(sizes[sizes.Count * 9 / 10] <= 170, $"The ninth decile of files has {sizes[sizes.Count * 9 / 10]} lines.");
    }

    [Fact]
    public void MethodsStopAt60Lines() => Assert.Empty(
        Source.Files("*.cs", "src", "tests").SelectMany(file => Methods.Of(file.Text).Where(method => method.Lines > 60).Select(method => $"{file.Path}: {method}")));
}
