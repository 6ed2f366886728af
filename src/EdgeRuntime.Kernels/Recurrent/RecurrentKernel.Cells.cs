using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class RecurrentKernel
{
    /// <summary>One sequence on its way: pointers into its states, and the gates of the present step.</summary>
    private struct Sequence
    {
        /// <summary>(units)</summary>
        public float* Hidden;

        /// <summary>(units); null unless LSTM.</summary>
        public float* Cell;

        /// <summary>(gates + 1, units): scratch.</summary>
        public float* Gates;
    }

    /// <summary>target = matrix (rows, columns) * vector, plus the biases if there are any; added to what is there when asked.</summary>
    private static void Multiply<TProduct>(float* matrix, float* vector, float* biases, float* target, int rows, int columns, bool add)
        where TProduct : IMatrixProduct
    {
        const int Together = 32;
        var products = stackalloc float[Together];
        for (var first = 0; first < rows; first += Together)
        {
            var count = Math.Min(Together, rows - first);
            TProduct.Multiply(matrix + ((nint)first * columns), count, columns, vector, products);
            for (var i = 0; i < count; i++)
            {
                var product = products[i] + (biases == null ? 0 : biases[first + i]);
                target[first + i] = add ? target[first + i] + product : product;
            }
        }
    }

    private static void AdvanceRnn<TProduct>(in Recurrent record, in Sequence at, float* recurrent, float* biases, int units)
        where TProduct : IMatrixProduct
    {
        Multiply<TProduct>(recurrent, at.Hidden, biases, at.Gates, units, units, add: true);
        Activate(record.Gate, record.Clip, at.Gates, units);
        new ReadOnlySpan<float>(at.Gates, units).CopyTo(new Span<float>(at.Hidden, units));
    }

    private static void AdvanceGru<TProduct>(in Recurrent record, in Sequence at, float* recurrent, float* biases, int units)
        where TProduct : IMatrixProduct
    {
        float* update = at.Gates, reset = update + units, candidate = reset + units, spare = candidate + units, hidden = at.Hidden;
        Multiply<TProduct>(recurrent, hidden, biases, update, 2 * units, units, add: true);
        Activate(record.Gate, record.Clip, update, 2 * units);
        var matrix = recurrent + (2 * (nint)units * units);
        var candidateBiases = biases == null ? null : biases + (2 * (nint)units);
        if (record.LinearBeforeReset == 1)
        {
            Multiply<TProduct>(matrix, hidden, candidateBiases, spare, units, units, add: false);
            for (var i = 0; i < units; i++)
            {
                candidate[i] += reset[i] * spare[i];
            }
        }
        else
        {
            for (var i = 0; i < units; i++)
            {
                spare[i] = reset[i] * hidden[i];
            }

            Multiply<TProduct>(matrix, spare, candidateBiases, candidate, units, units, add: true);
        }

        Activate(record.Candidate, record.Clip, candidate, units);
        for (var i = 0; i < units; i++)
        {
            hidden[i] = ((1 - update[i]) * candidate[i]) + (update[i] * hidden[i]);
        }
    }

    private static void AdvanceLstm<TProduct>(in Recurrent record, in Sequence at, float* recurrent, float* biases, float* peepholes, int units)
        where TProduct : IMatrixProduct
    {
        // Gates lie in the order input, output, forget, cell; peepholes likewise, without cell.
        float* input = at.Gates, output = input + units, forget = output + units, candidate = forget + units, spare = candidate + units;
        Multiply<TProduct>(recurrent, at.Hidden, biases, input, 4 * units, units, add: true);
        Peep(peepholes, at.Cell, input, units);
        Peep(peepholes == null ? null : peepholes + (2 * (nint)units), at.Cell, forget, units);
        Activate(record.Gate, record.Clip, input, units);
        Activate(record.Gate, record.Clip, forget, units);
        Activate(record.Candidate, record.Clip, candidate, units);
        for (var i = 0; i < units; i++)
        {
            var kept = record.CoupledForget == 1 ? 1 - input[i] : forget[i];
            at.Cell[i] = (kept * at.Cell[i]) + (input[i] * candidate[i]);
            spare[i] = at.Cell[i];
        }

        Peep(peepholes == null ? null : peepholes + units, at.Cell, output, units);
        Activate(record.Gate, record.Clip, output, units);
        Activate(record.Output, record.Clip, spare, units);
        for (var i = 0; i < units; i++)
        {
            at.Hidden[i] = output[i] * spare[i];
        }
    }

    private static void Peep(float* peephole, float* cell, float* gate, int units)
    {
        for (var i = 0; peephole != null && i < units; i++)
        {
            gate[i] += peephole[i] * cell[i];
        }
    }
}
