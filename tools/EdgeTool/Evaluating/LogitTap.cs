using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>Runs a model and catches the scores before its last softmax, whose saturation would hide differences.</summary>
public sealed class LogitTap
{
    private readonly Interpreter _interpreter;
    private readonly int _tensor;
    private readonly int _beforeStep; // the step that reads the tensor; the number of steps where output 0 itself is caught

    public LogitTap(Interpreter interpreter)
    {
        _interpreter = interpreter;
        (_tensor, _beforeStep) = (interpreter.Model.Outputs[0], interpreter.StepCount);
        for (var (wanted, step) = (_tensor, interpreter.StepCount - 1); step >= 0; step--)
        {
            if (!interpreter.Model.OutputsOf(step).Contains(wanted))
            {
                continue;
            }

            var opCode = interpreter.Model.Steps[step].OpCode;
            if (opCode is not (OpCode.Softmax or OpCode.LogSoftmax or OpCode.Quantize or OpCode.Dequantize or OpCode.Reshape or OpCode.Squeeze))
            {
                break;
            }

            wanted = interpreter.Model.InputsOf(step)[0];
            if (opCode is OpCode.Softmax or OpCode.LogSoftmax)
            {
                (_tensor, _beforeStep) = (wanted, step);
                break;
            }
        }
    }

    /// <summary>One inference.</summary>
    /// <returns>The scores before softmax in real units.</returns>
    public float[] Run()
    {
        var logits = Array.Empty<float>();
        for (var step = 0; step < _interpreter.StepCount; step++)
        {
            logits = step == _beforeStep ? Read() : logits;
            _interpreter.RunStep(step);
        }

        return _beforeStep == _interpreter.StepCount ? Read() : logits;
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

    private float[] Read() => Real(_interpreter.Model.InfoOf(_tensor), _interpreter.TensorBytes(_tensor));
}
