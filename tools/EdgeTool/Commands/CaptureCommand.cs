using System.CommandLine;

namespace EdgeTool;

/// <summary><c>capture</c>: brings home what a device kept of what it sensed.</summary>
internal sealed class CaptureCommand : Verb
{
    private readonly Option<string> _pull = new("--pull")
    {
        Description = "A device (USER@HOST, or USER@HOST:FOLDER), asked through scp; or a folder that is mounted here.",
        HelpName = "SOURCE",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Folder for the data set: x.npy for quantize --calibration, and samples.csv; one folder for each pipeline when there are several.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<bool> _json = JsonOption();

    public CaptureCommand()
        : base("capture", "Brings home the hard samples that a device kept, as a data set.",
            "edgetool capture --pull root@raspberrypi -o hard/    # then: edgetool quantize float.tflite --calibration hard/ -o new.edge")
    {
        Add(_pull);
        Add(_output);
        Add(_json);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        using var fetched = SampleSource.Fetch(arguments.GetRequiredValue(_pull));
        var output = arguments.GetRequiredValue(_output);
        var folders = SampleFolder.Below(fetched.Folder);
        if (folders.Count == 0)
        {
            throw new ToolException(
                ExitCode.NoInput,
                $"{arguments.GetRequiredValue(_pull)} holds no samples: give its pipelines a \"samples\" section, and some time to meet hard ones.");
        }

        foreach (var folder in folders)
        {
            var target = folders.Count == 1 ? output : Path.Combine(output, folder.Name);
            folder.WriteTo(target);
            terminal.Error.WriteLine($"wrote {target}: {folder.Samples.Count} samples of {folder.Name}, {folder.Shape} each");
        }

        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(folders.Select(f => new { f.Name, samples = f.Samples.Count, shape = f.Shape.ToString() }));
        }

        return ExitCode.Done;
    }
}
