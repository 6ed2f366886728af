using System.CommandLine;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>The options that say which data calibrates a float model.</summary>
internal sealed class CalibrationData
{
    private readonly Option<string> _data;
    private readonly Option<string> _elementType = new("--element-type") { Description = "Element type of raw .bin files: uint8, int8, int16, float32.", HelpName = "T" };
    private readonly Option<int> _samples = new("--samples") { Description = "Most examples to take.", HelpName = "N", DefaultValueFactory = _ => 256 };

    public CalibrationData(bool isRequired = false)
        : this("--calibration", "Folder or file of examples that the model will see, for the ranges of its tensors.", isRequired)
    {
    }

    /// <param name="option">Name of the option that names the data.</param>
    /// <param name="description">What the examples are for.</param>
    /// <param name="isRequired">Whether it must be given.</param>
    public CalibrationData(string option, string description, bool isRequired = false) =>
        _data = new(option) { Description = description, HelpName = "DATA", Required = isRequired };

    public IEnumerable<Option> Options => [_data, _elementType, _samples];

    public bool IsGiven(ParseResult arguments) => arguments.GetValue(_data) is not null;

    /// <summary>Reads the calibration examples.</summary>
    /// <exception cref="DatasetException">They do not fit the model.</exception>
    public InputSamples Read(ParseResult arguments, Graph graph, Terminal terminal)
    {
        if (!IsGiven(arguments))
        {
            throw ToolException.Usage("--calibration DATA is needed: ranges of tensors follow from examples.");
        }

        var count = arguments.GetValue(_samples);
        if (count < 1)
        {
            throw ToolException.Usage("--samples takes a number from 1.");
        }

        return Read(arguments.GetRequiredValue(_data), count, arguments, graph, terminal);
    }

    /// <summary>Reads examples of other data in the same form.</summary>
    public InputSamples Read(string path, int count, ParseResult arguments, Graph graph, Terminal terminal)
    {
        var beside = File.Exists(path) || Directory.Exists(path) ? DatasetDescription.Beside(path) : new DatasetDescription();
        var description = beside with { LabelsAreOptional = true, ElementType = arguments.GetValue(_elementType) ?? beside.ElementType };
        var dataset = ModelData.Open(path, graph.Inputs.ConvertAll(v => v.Name), graph.Inputs.ConvertAll(v => v.Info), graph.Contract, description);
        using var progress = terminal.Progress("reading", Math.Min(count, dataset.Count));
        return InputSamples.Read(graph, dataset, count, progress.Report, Classes(graph, dataset));
    }

    /// <summary>Labels as <c>evaluate</c> reads them; none where the data's classes are not the model's, as calibration needs no labels.</summary>
    private static Func<Sample, int> Classes(Graph graph, Dataset dataset)
    {
        var classCount = Math.Max(2, graph.Outputs[0].Shape.ElementCount);
        if (graph.Contract.Labels.Count != classCount && dataset.ClassNames.Count > 0 && dataset.ClassNames.Count != classCount)
        {
            return _ => -1;
        }

        try
        {
            var naming = new ClassNaming(graph.Contract.Labels, dataset.ClassNames, classCount);
            return sample => sample.Label >= 0 && sample.Label < classCount ? naming.ClassOf(sample) : -1;
        }
        catch (DatasetException)
        {
            return _ => -1;
        }
    }
}
