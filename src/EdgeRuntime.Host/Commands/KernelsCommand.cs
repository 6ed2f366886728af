using EdgeRuntime.Kernels;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime kernels</c>.</summary>
internal static class KernelsCommand
{
    public static Verb Verb { get; } = new(
        "kernels",
        "the operator x instruction set table that this CPU gets",
        Operand: null,
        [new VerbOption("--json", null, "answer in JSON")],
        ["edgeruntime kernels", $"{Cpu.Variable}=none edgeruntime kernels"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        if (arguments.Has("--json"))
        {
            JsonText.Write(terminal.Output, json => KernelTable.Write(json, Cpu.Allowed));
        }
        else
        {
            KernelTable.Write(terminal.Output, Cpu.Allowed);
        }

        return ExitCode.Done;
    }
}
