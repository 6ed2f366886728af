namespace EdgeTool;

/// <summary>A verb cannot do what was asked: the message says what, where, and what to do.</summary>
public sealed class ToolException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException Usage(string message) => new(EdgeTool.ExitCode.Usage, message);

    public static ToolException BadData(string message) => new(EdgeTool.ExitCode.BadData, message);
}
