namespace Gallabox.Benchmarks.Ingest.Stores;

/// <summary>A store's server with data of its own, started for one measurement; its disposal stops it.</summary>
internal interface IForeignServer : IAsyncDisposable
{
    string Port { get; }
}
