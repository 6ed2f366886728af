using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>How an operator is computed: its variants, best first, the reference last.</summary>
/// <param name="OpCode">Operator.</param>
/// <param name="Variants">Asked in this order; the first that the CPU can run and that covers the step is bound.</param>
public sealed record Kernel(OpCode OpCode, IReadOnlyList<KernelVariant> Variants)
{
    /// <summary>Binds the best variant that the features allow.</summary>
    /// <exception cref="LawException">No variant covers the step: the operator's law allows more than its kernels can do.</exception>
    public KernelVariant Bind(StepView step, CpuFeatures features, out BoundKernel bound)
    {
        foreach (var variant in Variants)
        {
            if ((variant.Requires & ~features) == 0 && variant.Bind(step, out bound))
            {
                return variant;
            }
        }

        var types = string.Join(", ", step.Inputs.ToArray().Select(i => i.IsAbsent ? "-" : i.Type.ToString()));
        throw new LawException(FaultKind.OperandType, $"{OpCode} kernel", "operand types that a kernel exists for", types);
    }
}
