using Gallabox.Acceptance.Tests.Hosting;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer("Gallabox.Acceptance.Tests.Hosting.LastThingsLast", "Gallabox.Acceptance.Tests")]
[assembly: TestCaseOrderer("Gallabox.Acceptance.Tests.Hosting.LastThingsLast", "Gallabox.Acceptance.Tests")]

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>What uses a number up comes after everything else: the collection <see cref="TheEnd"/>, and in it journeys called <c>LastOf...</c>.</summary>
public sealed class LastThingsLast : ITestCaseOrderer, ITestCollectionOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase => testCases.OrderBy(test => test.TestMethod.Method.Name.StartsWith("LastOf", StringComparison.Ordinal));

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == TheEnd.Name);
}
