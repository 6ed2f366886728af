using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>What was decided for one step before any memory exists: the variant and what it asks for.</summary>
internal sealed class StepBinding
{
    /// <summary>
    /// Multiply-accumulates, or bytes touched, below which a step stays with the caller: some ten microseconds of work,
    /// against about one to hand it out and collect it.
    /// </summary>
    private const long SharedWork = 128 * 1024;

    private StepBinding(KernelVariant variant, BoundKernel kernel, long work)
    {
        (Variant, Kernel) = (variant, kernel);
        IsShared = kernel.Units > 1 && work >= SharedWork;
    }

    public KernelVariant Variant { get; }

    public BoundKernel Kernel { get; }

    public bool IsShared { get; }

    /// <summary>Chooses the best variant for a step of a file that was proved.</summary>
    /// <exception cref="ModelFormatException">This build has no kernel for the step.</exception>
    public static StepBinding Of(ModelFile model, int step, CpuFeatures features)
    {
        var opCode = model.Steps[step].OpCode;
        var kernel = KernelCatalog.For(opCode) ?? throw Refuse(model, step, FaultKind.UnknownOperator, "an operator this build has a kernel for", $"{opCode}");
        var operands = new OperandSet(Infos(model, model.InputsOf(step)), Infos(model, model.OutputsOf(step)));
        try
        {
            var variant = kernel.Bind(new StepView(model.RecordOf(step), operands), features, out var bound);
            return new StepBinding(variant, bound, Work(model, step, operands));
        }
        catch (LawException e)
        {
            throw Refuse(model, step, e.Kind, e.Expected, e.Found);
        }
    }

    private static long Work(ModelFile model, int step, OperandSet operands)
    {
        var bytes = 0L;
        foreach (var input in operands.Inputs)
        {
            bytes += input.IsAbsent ? 0 : input.ByteLength;
        }

        foreach (var output in operands.Outputs)
        {
            bytes += output.ByteLength;
        }

        return Math.Max(bytes, OperatorLaws.For(model.Steps[step].OpCode)!.Macs(model.RecordOf(step), operands));
    }

    private static OperandInfo[] Infos(ModelFile model, ReadOnlySpan<int> tensors)
    {
        var infos = new OperandInfo[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            infos[i] = model.InfoOf(tensors[i]);
        }

        return infos;
    }

    private static ModelFormatException Refuse(ModelFile model, int step, FaultKind kind, string expected, string found) =>
        new(kind, model.Steps[step].RecordOffset, $"step {step} '{model.StepName(step)}' (offset into the records section)", expected, found);
}
