using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace TestKit;

/// <summary>Runs one operator by itself, on memory with an unreadable page behind every buffer.</summary>
public static unsafe class StepRunner
{
    /// <summary>Variants of an operator that this machine can run and that cover the step.</summary>
    public static IReadOnlyList<KernelVariant> VariantsFor<T>(in T record, TestTensor[] inputs, TestTensor[] outputs)
        where T : unmanaged, IOperatorRecord<T> => VariantsFor(T.OpCode, OperatorRecords.ToBytes(record), inputs, outputs);

    /// <summary>The same for a record in bytes.</summary>
    public static IReadOnlyList<KernelVariant> VariantsFor(OpCode opCode, byte[] bytes, TestTensor[] inputs, TestTensor[] outputs)
    {
        var found = new List<KernelVariant>();
        foreach (var variant in KernelCatalog.For(opCode)!.Variants)
        {
            if ((variant.Requires & ~Cpu.Detected) == 0 && variant.Bind(View(bytes, inputs, outputs), out _))
            {
                found.Add(variant);
            }
        }

        return found;
    }

    /// <summary>Checks the law, then runs the variant (the reference by default) split into <paramref name="workers"/> parts.</summary>
    /// <returns>The outputs' bytes. Variables among the inputs are updated in <paramref name="inputs"/>.</returns>
    public static byte[][] Run<T>(in T record, TestTensor[] inputs, TestTensor[] outputs, KernelVariant? variant = null, int workers = 1)
        where T : unmanaged, IOperatorRecord<T> =>
        Run(T.OpCode, OperatorRecords.ToBytes(record), inputs, outputs, variant, workers);

    /// <summary>The same for a record in bytes.</summary>
    public static byte[][] Run(
        OpCode opCode, byte[] recordBytes, TestTensor[] inputs, TestTensor[] outputs, KernelVariant? variant = null, int workers = 1)
    {
        var law = OperatorLaws.For(opCode)!;
        law.Check(recordBytes, Operands(inputs, outputs));
        variant ??= KernelCatalog.For(opCode)!.Variants.First(v =>
            v.Isa == "Reference" && v.Bind(View(recordBytes, inputs, outputs), out _));
        if (!variant.Bind(View(recordBytes, inputs, outputs), out var bound))
        {
            throw new InvalidOperationException($"{opCode} {variant.Isa} does not cover this step.");
        }

        var buffers = new List<GuardedBuffer>();
        try
        {
            var (ins, outs) = (Bind(inputs, bound.Weights, buffers), Bind(outputs, default, buffers));
            var scratchBytes = checked((int)law.ScratchBytes(recordBytes, Operands(inputs, outputs)));
            var scratch = new byte*[workers];
            for (var w = 0; w < workers; w++)
            {
                scratch[w] = Allocate(scratchBytes, buffers).Data;
            }

            var recordBuffer = Allocate(recordBytes.Length, buffers);
            recordBytes.CopyTo(recordBuffer.Bytes);
            fixed (Operand* inputsPointer = ins, outputsPointer = outs)
            fixed (byte** scratchPointer = scratch)
            {
                var step = new StepContext
                {
                    Record = recordBuffer.Data,
                    Inputs = inputsPointer,
                    Outputs = outputsPointer,
                    InputCount = ins.Length,
                    OutputCount = outs.Length,
                    Prepared = Allocate(checked((int)bound.PreparedBytes), buffers).Data,
                    Scratch = scratchPointer,
                };
                if (bound.Prepare != null)
                {
                    bound.Prepare(&step);
                }

                for (var w = 0; w < workers; w++)
                {
                    bound.Run(&step, (int)((long)bound.Units * w / workers), (int)((long)bound.Units * (w + 1) / workers), w);
                }
            }

            for (var i = 0; i < inputs.Length; i++)
            {
                if (inputs[i].Info.Kind == TensorKind.Variable)
                {
                    new ReadOnlySpan<byte>(ins[i].Data, inputs[i].Bytes.Length).CopyTo(inputs[i].Bytes);
                }
            }

            var results = new byte[outputs.Length][];
            for (var i = 0; i < outputs.Length; i++)
            {
                results[i] = new ReadOnlySpan<byte>(outs[i].Data, outputs[i].Bytes.Length).ToArray();
            }

            return results;
        }
        finally
        {
            buffers.ForEach(b => b.Dispose());
        }
    }

    private static StepView View(byte[] record, TestTensor[] inputs, TestTensor[] outputs)
    {
        var hasWeights = inputs.Length > 1 && inputs[1].Info is { IsAbsent: false, Kind: TensorKind.Constant, Type: ElementType.Int8 };
        return new StepView(record, Operands(inputs, outputs)) { Weights = hasWeights ? MemoryMarshal.Cast<byte, sbyte>(inputs[1].Bytes) : default };
    }

    private static OperandSet Operands(TestTensor[] inputs, TestTensor[] outputs) =>
        new(inputs.Select(t => t.Info).ToArray(), outputs.Select(t => t.Info).ToArray());

    private static Operand[] Bind(TestTensor[] tensors, WeightBlocks weights, List<GuardedBuffer> buffers)
    {
        var operands = new Operand[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            var info = tensors[i].Info;
            if (info.IsAbsent)
            {
                continue;
            }

            var isBlocked = i == 1 && !weights.IsRowMajor;
            var buffer = isBlocked ? Blocks(tensors[i], weights, buffers) : Allocate(tensors[i].Bytes.Length, buffers);
            if (!isBlocked)
            {
                tensors[i].Bytes.CopyTo(buffer.Bytes);
            }

            operands[i] = new Operand
            {
                Data = buffer.Data,
                Shape = info.Shape,
                Type = info.Type,
                Scale = info.Scale,
                ZeroPoint = info.ZeroPoint,
                ElementCount = info.Shape.ElementCount,
                ByteLength = info.ByteLength,
            };
            if (info.IsPerChannel)
            {
                var scales = Allocate(info.ChannelScales.Length * sizeof(float), buffers);
                MemoryMarshal.AsBytes(info.ChannelScales.Span).CopyTo(scales.Bytes);
                operands[i].ChannelScales = (float*)scales.Data;
            }
        }

        return operands;
    }

    private static GuardedBuffer Blocks(TestTensor tensor, WeightBlocks order, List<GuardedBuffer> buffers)
    {
        var buffer = Allocate(checked((int)order.SizeBytes(tensor.Info.Shape)), buffers);
        fixed (byte* rowMajor = tensor.Bytes)
        {
            order.Pack((sbyte*)rowMajor, tensor.Info.Shape, (sbyte*)buffer.Data);
        }

        return buffer;
    }

    private static GuardedBuffer Allocate(int lengthBytes, List<GuardedBuffer> buffers)
    {
        var buffer = new GuardedBuffer(lengthBytes);
        buffers.Add(buffer);
        return buffer;
    }
}
