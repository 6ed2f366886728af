using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>What was decided for one step before any memory exists: the variant and what it asks for.</summary>
internal sealed class StepBinding
{
    private StepBinding(KernelVariant variant, BoundKernel kernel, double nanoseconds) =>
        (Variant, Kernel, Nanoseconds) = (variant, kernel, nanoseconds);

    public KernelVariant Variant { get; }

    public BoundKernel Kernel { get; }

    /// <summary>About how long the step takes on one thread: <see cref="StepCost"/>.</summary>
    public double Nanoseconds { get; }

    /// <summary>Chooses the best variant for a step of a file that was proved.</summary>
    /// <param name="model">The file.</param>
    /// <param name="step">One of its steps.</param>
    /// <param name="features">Instruction sets that kernels may use.</param>
    /// <param name="room">Memory for weights that the file keeps in another order; becomes larger when it is too small.</param>
    /// <exception cref="ModelFormatException">This build has no kernel for the step.</exception>
    public static StepBinding Of(ModelFile model, int step, CpuFeatures features, ref byte[] room)
    {
        var opCode = model.Steps[step].OpCode;
        var kernel = KernelCatalog.For(opCode) ?? throw Refuse(model, step, FaultKind.UnknownOperator, "an operator this build has a kernel for", $"{opCode}");
        var operands = new OperandSet(Infos(model, model.InputsOf(step)), Infos(model, model.OutputsOf(step)));
        try
        {
            var variant = kernel.Bind(new StepView(model.RecordOf(step), operands) { Weights = WeightsOf(model, step, ref room) }, features, out var bound);
            return new StepBinding(variant, bound, CostOf(model, step, operands, variant));
        }
        catch (LawException e)
        {
            throw Refuse(model, step, e.Kind, e.Expected, e.Found);
        }
    }

    /// <summary>Operand 1 where kernels may choose by what is in it: in place, or copied where the file keeps it in another order.</summary>
    private static unsafe ReadOnlySpan<sbyte> WeightsOf(ModelFile model, int step, ref byte[] room)
    {
        var inputs = model.InputsOf(step);
        if (inputs.Length < 2 || inputs[1] < 0 || model.Tensors[inputs[1]] is not { Kind: TensorKind.Constant, Type: ElementType.Int8 } weights)
        {
            return default;
        }

        if (weights.Blocks.IsRowMajor)
        {
            return new ReadOnlySpan<sbyte>(model.ConstantData(inputs[1]), weights.Shape.ElementCount);
        }

        room = room.Length < weights.ByteLength ? new byte[weights.ByteLength] : room;
        var rowMajor = room.AsSpan(0, (int)weights.ByteLength);
        model.CopyConstant(inputs[1], rowMajor);
        return MemoryMarshal.Cast<byte, sbyte>(rowMajor);
    }

    private static double CostOf(ModelFile model, int step, OperandSet operands, KernelVariant variant)
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

        var opCode = model.Steps[step].OpCode;
        return StepCost.Nanoseconds(variant, opCode, OperatorLaws.For(opCode)!.Macs(model.RecordOf(step), operands), bytes);
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
