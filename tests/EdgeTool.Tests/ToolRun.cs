namespace EdgeTool.Tests;

/// <summary>One call of the tool, in process.</summary>
internal sealed record ToolRun(int Code, string Out, string Error)
{
    public static ToolRun Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ToolCommandLine.Invoke(args, new Terminal(output, error));
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Fails with both texts when the code is another.</summary>
    public ToolRun Expect(int code)
    {
        Assert.True(Code == code, $"exit {Code}, expected {code}{Environment.NewLine}{Out}{Environment.NewLine}{Error}");
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
