using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// A recurrent layer over whole sequences, in one direction, float32: the RNN, GRU and LSTM of the ONNX specification.
/// Inputs: 0 sequence (time, n, inC); 1 input weights W (gates units, inC); 2 recurrent weights R (gates units, units); the others may be
/// left out: 3 biases of W, then of R (2 gates units); 4 lengths (n), int32, clamped to the time; 5 first hidden state (n, units); LSTM only:
/// 6 first cell state (n, units); 7 peepholes (3 units) of the input, output and forget gate.
/// Outputs: hidden states (time, n, units), 0 past a sequence's length; last hidden state (n, units); LSTM only: last cell state (n, units).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Recurrent : IOperatorRecord<Recurrent>
{
    public const int Biases = 3, Lengths = 4, FirstHidden = 5, FirstCell = 6, Peepholes = 7;

    public RecurrentCell Cell;

    /// <summary>1: from the last step of each sequence to its first.</summary>
    public int Reverse;

    /// <summary>GRU, 1: the reset gate multiplies the recurrent product, not the state.</summary>
    public int LinearBeforeReset;

    /// <summary>LSTM, 1: the forget gate is 1 - the input gate.</summary>
    public int CoupledForget;

    /// <summary>Arguments of activations are clamped to +- this; 0: not at all.</summary>
    public float Clip;

    /// <summary>Of the gates; the only one of RNN.</summary>
    public RecurrentActivation Gate;

    /// <summary>Of GRU's hidden, LSTM's cell gate.</summary>
    public RecurrentActivation Candidate;

    /// <summary>Of LSTM's cell state on its way to the hidden state.</summary>
    public RecurrentActivation Output;

    public static OpCode OpCode => OpCode.Recurrent;

    /// <summary>How many gates the cell has.</summary>
    public readonly int Gates => Cell switch { RecurrentCell.Rnn => 1, RecurrentCell.Gru => 3, _ => 4 };

    public static void Check(in Recurrent record, OperandSet operands)
    {
        Law.Require(FaultKind.Parameter, Enum.IsDefined(record.Cell), "cell", "a number of RecurrentCell", (int)record.Cell);
        var isLstm = record.Cell == RecurrentCell.Lstm;
        Law.Counts(operands, 3, isLstm ? 8 : 6, isLstm ? 3 : 2);
        Law.Range("reverse", record.Reverse, 0, 1);
        Law.Range("linear before reset", record.LinearBeforeReset, 0, record.Cell == RecurrentCell.Gru ? 1 : 0);
        Law.Range("coupled forget", record.CoupledForget, 0, isLstm ? 1 : 0);
        Law.Finite("clip", record.Clip);
        Law.Require(FaultKind.Parameter, record.Clip >= 0, "clip", "0 or more", record.Clip);
        record.Gate.Check("gate activation");
        record.Candidate.Check("candidate activation");
        record.Output.Check("output activation");

        var (sequence, states) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("sequence", sequence, ElementType.Float32);
        Law.RankOf("sequence", sequence, 3, 3);
        Law.TypeOf("hidden states", states, ElementType.Float32);
        Law.RankOf("hidden states", states, 3, 3);
        var (batch, features, units) = (sequence.Shape[1], sequence.Shape[2], states.Shape[2]);
        var rows = (long)record.Gates * units;
        Law.Range("units of all gates", rows, 1, Shape.MaxDimension);
        Law.ShapeOf("hidden states", states, new Shape(sequence.Shape[0], batch, units));
        CheckReal("input weights", operands.Inputs[1], new Shape((int)rows, features));
        CheckReal("recurrent weights", operands.Inputs[2], new Shape((int)rows, units));
        CheckOptional("biases", operands.Input(Biases), new Shape(2 * (int)rows));
        CheckOptional("first hidden state", operands.Input(FirstHidden), new Shape(batch, units));
        CheckOptional("first cell state", operands.Input(FirstCell), new Shape(batch, units));
        CheckOptional("peepholes", operands.Input(Peepholes), new Shape(3 * units));
        if (operands.Input(Lengths) is { IsAbsent: false } lengths)
        {
            Law.TypeOf("lengths", lengths, ElementType.Int32);
            Law.ShapeOf("lengths", lengths, new Shape(batch));
        }

        for (var output = 1; output < operands.Outputs.Length; output++)
        {
            CheckReal("last state", operands.Outputs[output], new Shape(batch, units));
        }
    }

    /// <summary>The gates of one step, and one row more for GRU's hidden gate.</summary>
    public static long ScratchBytes(in Recurrent record, OperandSet operands) => (record.Gates + 1L) * operands.Outputs[0].Shape[2] * sizeof(float);

    public static long Macs(in Recurrent record, OperandSet operands)
    {
        var (input, output) = (operands.Inputs[0].Shape, operands.Outputs[0].Shape);
        return record.Gates * (long)output.ElementCount * ((long)input[2] + output[2]);
    }

    private static void CheckReal(string what, OperandInfo operand, Shape shape)
    {
        Law.TypeOf(what, operand, ElementType.Float32);
        Law.ShapeOf(what, operand, shape);
    }

    private static void CheckOptional(string what, OperandInfo operand, Shape shape)
    {
        if (!operand.IsAbsent)
        {
            CheckReal(what, operand, shape);
        }
    }
}
