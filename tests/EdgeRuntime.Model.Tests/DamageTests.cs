using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>Damage of every kind is refused with a typed fault; nothing else escapes, nothing is read out of bounds.</summary>
public class DamageTests
{
    [Fact]
    public void EveryTruncationIsRefused()
    {
        var bytes = SampleModel.Bytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void EveryFlippedBitIsRefused()
    {
        var bytes = SampleModel.Bytes();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void ForgedFieldsBehindARightHashNeverEscapeTheProof()
    {
        const int Seed = 20_261;
        var random = new Random(Seed);
        int[] interesting = [-1, 0, 1, 2, 3, 5, 63, 64, 127, 128, 255, 0x7FFF, 1 << 24, int.MaxValue, int.MinValue];
        for (var round = 0; round < 20_000; round++)
        {
            var forgery = new Forgery();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(8, (forgery.Bytes.Length / 4) - 1) * 4;
                at = at is >= 32 and < 64 ? 64 : at;
                forgery.Int32(at, random.Next(3) == 0 ? random.Next() : interesting[random.Next(interesting.Length)]);
            }

            try
            {
                ModelFile.FromBytes(forgery.Sealed()).Dispose();
            }
            catch (ModelFormatException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, round {round}: {e}");
            }
        }
    }
}
