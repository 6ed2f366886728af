using Spectre.Console;

namespace EdgeTool;

/// <summary>Where a verb writes: answers to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">A person watches standard error: progress may be drawn there.</param>
/// <param name="Width">Characters of a line on standard output.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive = false, int Width = Terminal.PipedWidth)
{
    /// <summary>Wide enough that no table of ours is folded in a pipe.</summary>
    public const int PipedWidth = 160;

    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, !Console.IsErrorRedirected, Console.IsOutputRedirected ? PipedWidth : Math.Max(80, Console.WindowWidth));

    /// <summary>Writes a table to standard output, without colours, so that it reads the same in a pipe.</summary>
    public void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
    }

    /// <summary>A bar on standard error for work of <paramref name="total"/> parts.</summary>
    public ProgressBar Progress(string what, int total) => new(IsInteractive ? Error : null, what, total);
}
