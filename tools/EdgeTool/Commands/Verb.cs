using System.CommandLine;

namespace EdgeTool;

/// <summary>One verb of the tool, with the example that <c>--help</c> ends with.</summary>
public abstract class Verb(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;

    /// <summary>Lets parsing run the verb on a terminal.</summary>
    public void Attach(Terminal terminal) => SetAction(arguments => Execute(arguments, terminal));

    /// <summary>Does the work; every exception becomes an exit code in <see cref="Failure"/>.</summary>
    protected abstract int Execute(ParseResult arguments, Terminal terminal);

    /// <summary>For a script: the answer as JSON on standard output.</summary>
    protected static Option<bool> JsonOption() => new("--json") { Description = "Print the answer as JSON." };

    protected static Option<int> ThreadsOption()
    {
        var option = new Option<int>("--threads") { Description = "Threads that compute one inference.", DefaultValueFactory = _ => 1, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 64)
            {
                result.AddError("--threads takes a number from 1 to 64.");
            }
        });
        return option;
    }
}
