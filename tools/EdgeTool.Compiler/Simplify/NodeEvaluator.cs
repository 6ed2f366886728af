using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Computes one node on constants with its reference kernel, so that folding gives what the board would.</summary>
public static unsafe class NodeEvaluator
{
    private const int Alignment = 64;

    /// <summary>Computes a node whose operands are all constants, and makes its outputs constants.</summary>
    public static void Evaluate(Node node)
    {
        var results = Compute(node, [.. node.Inputs.Select(v => v?.Constant)]);
        for (var i = 0; i < results.Length; i++)
        {
            node.Outputs[i].Constant = results[i];
        }
    }

    /// <summary>Computes a node on given operand bytes.</summary>
    /// <param name="inputs">Bytes of each operand; null for one left out.</param>
    /// <returns>Bytes of each output.</returns>
    /// <exception cref="LawException">The node does not obey its law, or no kernel covers it.</exception>
    public static byte[][] Compute(Node node, IReadOnlyList<byte[]?> inputs)
    {
        var (inputInfos, outputInfos) = (node.InputInfos, node.OutputInfos);
        node.Law.Check(node.RecordBytes, new OperandSet(inputInfos, outputInfos));
        var kernel = KernelCatalog.For(node.OpCode) ?? throw new InvalidOperationException($"{node.OpCode} has no kernel.");
        kernel.Bind(new StepView(node.RecordBytes, new OperandSet(inputInfos, outputInfos)), CpuFeatures.None, out var bound);
        var scratchBytes = node.Law.ScratchBytes(node.RecordBytes, new OperandSet(inputInfos, outputInfos));

        var memory = new List<nint>();
        try
        {
            var step = new StepContext
            {
                Record = Place(node.RecordBytes, memory),
                Inputs = Operands(inputInfos, inputs, memory),
                Outputs = Operands(outputInfos, null, memory),
                InputCount = inputInfos.Length,
                OutputCount = outputInfos.Length,
                Prepared = Reserve(bound.PreparedBytes, memory),
                Scratch = (byte**)Reserve(sizeof(byte*), memory),
            };
            step.Scratch[0] = Reserve(scratchBytes, memory);
            if (bound.Prepare != null)
            {
                bound.Prepare(&step);
            }

            bound.Run(&step, 0, bound.Units, 0);
            var results = new byte[outputInfos.Length][];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = new ReadOnlySpan<byte>(step.Outputs[i].Data, checked((int)step.Outputs[i].ByteLength)).ToArray();
            }

            return results;
        }
        finally
        {
            memory.ForEach(p => NativeMemory.AlignedFree((void*)p));
        }
    }

    private static Operand* Operands(OperandInfo[] infos, IReadOnlyList<byte[]?>? bytes, List<nint> memory)
    {
        var operands = (Operand*)Reserve((long)infos.Length * sizeof(Operand), memory);
        for (var i = 0; i < infos.Length; i++)
        {
            var info = infos[i];
            if (info.IsAbsent)
            {
                continue;
            }

            if (bytes?[i] is { } operand && operand.Length != info.ByteLength)
            {
                throw new ArgumentException($"Operand {i} has {operand.Length} bytes; {info} needs {info.ByteLength}.", nameof(bytes));
            }

            operands[i] = new Operand
            {
                Data = bytes?[i] is { } given ? Place(given, memory) : Reserve(info.ByteLength, memory),
                Shape = info.Shape,
                Type = info.Type,
                Scale = info.Scale,
                ZeroPoint = info.ZeroPoint,
                ChannelScales = info.IsPerChannel ? (float*)Place(MemoryMarshal.AsBytes(info.ChannelScales.Span), memory) : null,
                ElementCount = info.Shape.ElementCount,
                ByteLength = info.ByteLength,
            };
        }

        return operands;
    }

    private static byte* Place(ReadOnlySpan<byte> bytes, List<nint> memory)
    {
        var placed = Reserve(bytes.Length, memory);
        bytes.CopyTo(new Span<byte>(placed, bytes.Length));
        return placed;
    }

    /// <summary>Zeroed native memory, aligned as the arena is; released by the caller.</summary>
    private static byte* Reserve(long sizeBytes, List<nint> memory)
    {
        var size = (nuint)Math.Max(sizeBytes, 1);
        var reserved = (byte*)NativeMemory.AlignedAlloc(size, Alignment);
        NativeMemory.Clear(reserved, size);
        memory.Add((nint)reserved);
        return reserved;
    }
}
