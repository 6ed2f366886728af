using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>What a stage is made from: its checked parameters by name, and the shape that it must give.</summary>
internal sealed class StageParameters(Shape output, IReadOnlyDictionary<string, double[]> numbers, IReadOnlyDictionary<string, string> options)
{
    public Shape Output => output;

    public double Number(string name) => numbers[name][0];

    public int Count(string name) => (int)numbers[name][0];

    /// <summary>A list of numbers.</summary>
    public double[] List(string name) => numbers[name];

    /// <summary>Channels of a frame: <c>channels</c>, or where that is 0 the innermost dimension of more than one.</summary>
    public int Channels()
    {
        var given = Count("channels");
        return given > 0 ? given : output.Rank > 1 && output.Product(0, output.Rank - 1) > 1 ? output[-1] : 1;
    }

    /// <summary>One number, or one per channel.</summary>
    public float[] PerChannel(string name) => Array.ConvertAll(numbers[name], value => (float)value);

    public string Option(string name) => options[name];

    /// <summary>The output as an image.</summary>
    /// <exception cref="ContractException">It is none.</exception>
    public (int Height, int Width, int Channels) Image() => output.Rank >= 3 && output.Product(0, output.Rank - 3) == 1
        ? (output[-3], output[-2], output[-1])
        : throw new ContractException($"it makes {output}; expected an image (height, width, channels).");

    /// <summary>The output as rows of a given length.</summary>
    /// <exception cref="ContractException">Its elements do not fill such rows.</exception>
    public int Rows(int length, string what) => output.ElementCount % length == 0
        ? output.ElementCount / length
        : throw new ContractException($"it makes {output}, {output.ElementCount} elements; expected a multiple of its {length} {what}.");
}
