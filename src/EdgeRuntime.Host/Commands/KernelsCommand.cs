using EdgeRuntime.Kernels;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime kernels</c>.</summary>
internal static class KernelsCommand
{
    public static Verb Verb { get; } = new(
        "kernels",
        "the operator x instruction set table that this CPU gets",
        Operand: null,
        [],
        ["edgeruntime kernels", $"{Cpu.Variable}=none edgeruntime kernels"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        KernelTable.Write(terminal.Output, Cpu.Allowed);
        return ExitCode.Done;
    }
}
