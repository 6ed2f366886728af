using EdgeTool;

return ToolCommandLine.Invoke(args, Terminal.OfProcess());
