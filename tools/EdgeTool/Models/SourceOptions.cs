using System.CommandLine;
using System.Globalization;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary>Options of every verb that reads a source model: what an ONNX file leaves open.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> _shape = new("--shape")
    {
        Description = "Size of an open dimension of an ONNX model, by its name or as INPUT:AXIS; the batch is 1 when left out.",
        HelpName = "NAME=N",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _externalData = new("--external-data")
    {
        Description = "Let an ONNX model read weights from files in its own folder.",
    };

    public void AddTo(Command verb)
    {
        verb.Add(_shape);
        verb.Add(_externalData);
    }

    /// <exception cref="ToolException">A size is no number.</exception>
    public ImportOptions Of(ParseResult arguments)
    {
        var dimensions = new Dictionary<string, int>();
        foreach (var text in arguments.GetValue(_shape) ?? [])
        {
            var equals = text.LastIndexOf('=');
            if (equals < 1 || !int.TryParse(text.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1)
            {
                throw ToolException.Usage($"--shape takes NAME=N with a size from 1, not '{text}'.");
            }

            dimensions[text[..equals]] = size;
        }

        return new ImportOptions { Dimensions = dimensions, AllowExternalData = arguments.GetValue(_externalData) };
    }
}
