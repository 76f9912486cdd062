using Gallabox.Sandbox;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddInMemoryCollection(SandboxProgram.Defaults(builder.Configuration));
builder.Services.AddSandbox(builder.Configuration);
var app = builder.Build();
app.MapSandbox();
app.Run();
