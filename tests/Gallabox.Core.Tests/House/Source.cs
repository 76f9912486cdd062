namespace Gallabox.Core.Tests.House;

/// <summary>The repository's own text, found from where the tests were built.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files of a pattern below some folders, build output left out; paths relative to the root with forward slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string pattern, params string[] folders) => folders
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            && !path.Contains("/node_modules/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Gallabox.Functions.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The repository's root was not found above the tests.");
    }
}
