using Gallabox.Local.Start;

await LocalHost.Build(args).RunAsync();
