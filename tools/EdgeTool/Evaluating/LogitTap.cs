using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>
/// Runs a model and catches two tensors on the way: the scores of the classes, which are output 0 or what its ArgMax chooses from, and the
/// scores before their softmax, whose saturation would hide differences.
/// </summary>
public sealed class LogitTap
{
    private readonly Interpreter _interpreter;
    private readonly (int Tensor, int BeforeStep) _scores; // caught before this step; after all where it is their number
    private readonly (int Tensor, int BeforeStep) _logits;

    public LogitTap(Interpreter interpreter)
    {
        _interpreter = interpreter;
        _scores = _logits = (interpreter.Model.Outputs[0], interpreter.StepCount);
        var wanted = _scores.Tensor;
        for (var step = interpreter.StepCount - 1; step >= 0; step--)
        {
            if (!interpreter.Model.OutputsOf(step).Contains(wanted))
            {
                continue;
            }

            var opCode = interpreter.Model.Steps[step].OpCode;
            if (!IsPassedOver(opCode) || (opCode == OpCode.ArgMax && interpreter.Model.InfoOf(wanted).Shape.ElementCount != 1))
            {
                break;
            }

            wanted = interpreter.Model.InputsOf(step)[0];
            if (opCode == OpCode.ArgMax)
            {
                _scores = _logits = (wanted, step);
            }

            if (opCode is OpCode.Softmax or OpCode.LogSoftmax)
            {
                _logits = (wanted, step);
                break;
            }
        }
    }

    /// <summary>Type and shape of the scores.</summary>
    public OperandInfo ScoresInfo => _interpreter.Model.InfoOf(_scores.Tensor);

    /// <summary>One inference.</summary>
    /// <returns>The scores as stored, and the scores before softmax in real units.</returns>
    public (byte[] Scores, float[] Logits) Run()
    {
        byte[] scores = [], logits = [];
        for (var step = 0; step <= _interpreter.StepCount; step++)
        {
            scores = step == _scores.BeforeStep ? Bytes(_scores.Tensor) : scores;
            logits = step == _logits.BeforeStep ? Bytes(_logits.Tensor) : logits;
            if (step < _interpreter.StepCount)
            {
                _interpreter.RunStep(step);
            }
        }

        return (scores, Real(_interpreter.Model.InfoOf(_logits.Tensor), logits));
    }

    /// <summary>Stored bytes in real units; as stored where there is no single scale.</summary>
    public static float[] Real(OperandInfo info, ReadOnlySpan<byte> stored)
    {
        if (!ScoreReader.CanRead(info))
        {
            return Elements.ToFloats(stored, info.Type);
        }

        var values = new float[info.Shape.ElementCount];
        ScoreReader.Read(info, stored, values);
        return values;
    }

    private static bool IsPassedOver(OpCode opCode) => opCode is
        OpCode.ArgMax or OpCode.Softmax or OpCode.LogSoftmax or OpCode.Quantize or OpCode.Dequantize or OpCode.Cast or OpCode.Reshape or OpCode.Squeeze;

    private byte[] Bytes(int tensor) => _interpreter.TensorBytes(tensor).ToArray();
}
