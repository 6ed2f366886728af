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
    /// <summary>The plain code that defines the result; runs everywhere and covers every step that the operator's law allows.</summary>
    public static KernelVariant Reference(BindKernel bind) => new("Reference", CpuFeatures.None, bind);
}
