using System.CommandLine;
using Oms.Server.Commands;

var root = new RootCommand("OMS Trading: a self-hosted order management system for Interactive Brokers")
{
    RunCommand.Create(),
    EngineCommand.Create(),
    WebCommand.Create(),
    PaperGatewayCommand.Create(),
    HealthCommand.Create(),
    CheckCommand.Create(),
    MigrateCommand.Create(),
    SuperuserCommand.Create(),
    JournalCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
