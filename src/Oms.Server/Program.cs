using System.CommandLine;
using Oms.Server.Commands;

var root = new RootCommand("OMS Trading: a self-hosted order management system for Interactive Brokers")
{
    RunCommand.Create(),
    EngineCommand.Create(),
    WebCommand.Create(),
    WorkerCommand.Create(),
    SchedulerCommand.Create(),
    MonitorCommand.Create(),
    PaperGatewayCommand.Create(),
    HealthCommand.Create(),
    CheckCommand.Create(),
    MigrateCommand.Create(),
    SuperuserCommand.Create(),
    JournalCommand.Create(),
    OrderCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
