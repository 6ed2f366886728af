using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary>Opens a model for running: a packed file as it is, a source model compiled in memory.</summary>
public static class OpenedModel
{
    /// <summary>Largest packed model on a developer's machine.</summary>
    private const long MaxFileBytes = 1L << 30;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ModelFile Open(string path, CompileOptions? options = null)
    {
        RequireFile(path);
        return IsPacked(path) ? ModelFile.Open(path, MaxFileBytes) : FromBytes(ModelCompiler.Compile(path, options).Bytes);
    }

    public static ModelFile FromBytes(byte[] bytes) => ModelFile.FromBytes(bytes, MaxFileBytes);

    public static Interpreter Load(string path, int threads = 1, ImportOptions? options = null) =>
        Interpreter.Load(Open(path, new CompileOptions { Import = options ?? ImportOptions.Default }), new InterpreterOptions { Threads = threads });

    /// <summary>Named as a packed file, or starting as one.</summary>
    public static bool IsPacked(string path)
    {
        if (path.EndsWith(".edge", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        Span<byte> magic = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("EDGE"u8);
    }

    public static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(Directory.Exists(path) ? $"'{path}' is a folder; name a file." : $"There is no file '{path}'.", path);
        }
    }
}
