namespace EdgeRuntime.Kernels;

/// <summary>Answers whether a variant can compute a step, and with what.</summary>
/// <returns>false when this variant does not cover the step's types or shapes; the next one is asked.</returns>
public delegate bool BindKernel(StepView step, out BoundKernel kernel);

/// <summary>One implementation of an operator, for one instruction set.</summary>
/// <param name="Isa">Name as .NET has it: <c>Reference</c>, <c>AdvSimd</c>, <c>Dp</c>, <c>Avx2</c>.</param>
/// <param name="Requires">What the CPU must have.</param>
/// <param name="Bind">Whether it covers a given step.</param>
public sealed record KernelVariant(string Isa, CpuFeatures Requires, BindKernel Bind)
{
    /// <summary>What sets it apart from the instruction set's usual variant; empty for that.</summary>
    public string Method { get; init; } = "";

    /// <summary>Instruction set and method.</summary>
    public string Name => Method.Length == 0 ? Isa : $"{Isa} {Method}";

    /// <summary>The variant that leaves out what is zero in the weights of neighbouring channels; see <see cref="SparseGroups"/>.</summary>
    public static KernelVariant Sparse(string isa, CpuFeatures requires, BindKernel bind) => new(isa, requires, bind) { Method = "sparse" };

    /// <summary><see cref="Method"/> of <see cref="Runs"/>.</summary>
    public const string RunsMethod = "runs";

    /// <summary>The variant for integers that no tile takes: products of runs of neighbouring elements, where they lie.</summary>
    public static KernelVariant Runs(string isa, CpuFeatures requires, BindKernel bind) => new(isa, requires, bind) { Method = RunsMethod };

    /// <summary>The variant that computes 2x2 outputs of a 3x3 window from 16 products; see <see cref="WinogradWeights"/>.</summary>
    public static KernelVariant Winograd(string isa, CpuFeatures requires, BindKernel bind) => new(isa, requires, bind) { Method = "winograd" };

    /// <summary>The plain code that defines the result; runs everywhere and covers every step that the operator's law allows.</summary>
    public static KernelVariant Reference(BindKernel bind) => new("Reference", CpuFeatures.None, bind);
}
