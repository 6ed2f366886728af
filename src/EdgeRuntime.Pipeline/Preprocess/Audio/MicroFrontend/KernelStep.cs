using System.Runtime.CompilerServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>One operator outside of a model, on tensors of its own: a stage that is one computes with the very kernel that models use.</summary>
internal sealed unsafe class KernelStep
{
    private const uint Alignment = 64;

    private readonly KernelTensor[] _tensors; // keeps their memory alive
    private readonly byte[] _memory;
    private readonly StepContext* _step;
    private readonly BoundKernel _kernel;

    private KernelStep(byte[] record, OpCode opCode, KernelTensor[] inputs, KernelTensor[] outputs)
    {
        _tensors = [.. inputs, .. outputs];
        var operands = new OperandSet(Array.ConvertAll(inputs, t => t.Info), Array.ConvertAll(outputs, t => t.Info));
        var law = OperatorLaws.For(opCode)!;
        law.Check(record, operands);
        var view = new StepView(record, operands);
        foreach (var variant in KernelCatalog.For(opCode)!.Variants)
        {
            if ((variant.Requires & ~Cpu.Allowed) == 0 && variant.Bind(view, out _kernel))
            {
                break;
            }
        }

        // One block: the step, its operands, the pointer to the scratch, record, scratch, what the kernel prepares; each aligned.
        int[] parts =
        [
            sizeof(StepContext), inputs.Length * sizeof(Operand), outputs.Length * sizeof(Operand), sizeof(byte*), record.Length,
            checked((int)law.ScratchBytes(record, operands)), checked((int)_kernel.PreparedBytes),
        ];
        _memory = GC.AllocateArray<byte>(parts.Sum(Aligned) + (int)Alignment, pinned: true);
        var at = (byte*)(((nuint)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(nuint)(Alignment - 1));
        var places = stackalloc byte*[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            places[i] = at;
            at += Aligned(parts[i]);
        }

        _step = (StepContext*)places[0];
        Operand* ins = (Operand*)places[1], outs = (Operand*)places[2];
        var scratch = (byte**)places[3];
        for (var i = 0; i < inputs.Length; i++)
        {
            ins[i] = inputs[i].ToOperand();
        }

        for (var i = 0; i < outputs.Length; i++)
        {
            outs[i] = outputs[i].ToOperand();
        }

        record.CopyTo(new Span<byte>(places[4], record.Length));
        *scratch = places[5];
        *_step = new StepContext
        {
            Record = places[4],
            Inputs = ins,
            Outputs = outs,
            InputCount = inputs.Length,
            OutputCount = outputs.Length,
            Prepared = places[6],
            Scratch = scratch,
        };
        if (_kernel.Prepare != null)
        {
            _kernel.Prepare(_step);
        }
    }

    public static KernelStep Of<T>(in T record, KernelTensor[] inputs, params KernelTensor[] outputs) where T : unmanaged, IOperatorRecord<T> =>
        new(OperatorRecords.ToBytes(record), T.OpCode, inputs, outputs);

    public void Run()
    {
        _kernel.Run(_step, 0, _kernel.Units, 0);
        GC.KeepAlive(_tensors);
        GC.KeepAlive(_memory);
    }

    private static int Aligned(int bytes) => (int)(((uint)bytes + Alignment - 1) / Alignment * Alignment);
}
