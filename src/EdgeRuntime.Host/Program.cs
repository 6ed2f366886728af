using EdgeRuntime.Host;

return BoardProgram.Run(args, new Terminal(Console.Out, Console.Error));
