using System.Security.Cryptography;
using System.Text;
using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// A file that a killed run goes on from: text that identifies the run, counts, scores and tensors, then the SHA-256 of all that. It is replaced as a
/// whole, so that there always is the old one or the new one.
/// </summary>
internal sealed class Checkpoint
{
    private const string Magic = "edgetool checkpoint 1";

    public required string Identity { get; init; }

    public required int Epoch { get; init; }

    public required int BestEpoch { get; init; }

    public required TrainingScore Best { get; init; }

    /// <summary>Optimizer, as torch writes it.</summary>
    public required byte[] Optimizer { get; init; }

    /// <summary>Elements of the present weights, then of the methods' state, in their order.</summary>
    public required byte[][] Present { get; init; }

    /// <summary>Elements of the best epoch's weights.</summary>
    public required byte[][] BestWeights { get; init; }

    /// <exception cref="IOException">The disk is full, or the folder cannot be written; the last checkpoint stays.</exception>
    public void Write(string path)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Identity);
            writer.Write(Epoch);
            writer.Write(BestEpoch);
            writer.Write(Best.Loss);
            writer.Write(Best.Accuracy);
            Write(writer, [Optimizer]);
            Write(writer, Present);
            Write(writer, BestWeights);
        }

        memory.Write(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        try
        {
            WholeFile.Write(path, memory.GetBuffer().AsSpan(0, (int)memory.Length));
        }
        catch (IOException e)
        {
            throw new IOException($"The checkpoint '{path}' cannot be written: {e.Message} Training stopped; make room, and the same command goes on from the last checkpoint.", e);
        }
    }

    /// <summary>Null where there is none.</summary>
    /// <exception cref="TrainingStoppedException">It is damaged, or of another run.</exception>
    public static Checkpoint? Read(string path, string identity)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes)))
        {
            throw new TrainingStoppedException($"The checkpoint '{path}' is damaged: delete it to start anew.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (reader.ReadString() != Magic || reader.ReadString() != identity)
        {
            throw new TrainingStoppedException($"The checkpoint '{path}' belongs to another training: delete it to start anew, or give back what was changed.");
        }

        return new Checkpoint
        {
            Identity = identity,
            Epoch = reader.ReadInt32(),
            BestEpoch = reader.ReadInt32(),
            Best = new TrainingScore(reader.ReadDouble(), reader.ReadDouble()),
            Optimizer = ReadArrays(reader)[0],
            Present = ReadArrays(reader),
            BestWeights = ReadArrays(reader),
        };
    }

    public static byte[][] Save(IEnumerable<Tensor> tensors) => [.. tensors.Select(t =>
    {
        using var whole = t.detach().contiguous();
        return whole.bytes.ToArray();
    })];

    /// <summary>Writes saved elements over tensors of the same shapes.</summary>
    public static void Restore(IEnumerable<Tensor> tensors, IReadOnlyList<byte[]> saved)
    {
        using var frozen = no_grad();
        foreach (var (index, tensor) in tensors.Index())
        {
            using var copy = zeros(tensor.shape, tensor.dtype);
            saved[index].CopyTo(copy.bytes);
            tensor.copy_(copy);
        }
    }

    private static void Write(BinaryWriter writer, byte[][] arrays)
    {
        writer.Write(arrays.Length);
        foreach (var array in arrays)
        {
            writer.Write(array.Length);
            writer.Write(array);
        }
    }

    private static byte[][] ReadArrays(BinaryReader reader)
    {
        var arrays = new byte[reader.ReadInt32()][];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = reader.ReadBytes(reader.ReadInt32());
        }

        return arrays;
    }
}
