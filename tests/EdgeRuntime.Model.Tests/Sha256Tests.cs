using System.Security.Cryptography;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>Our hash against the published vectors (FIPS 180-4 examples) and the platform's own class, through the file's hash field.</summary>
public class Sha256Tests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void MatchesThePublishedVectors(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Sha256.Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void MatchesThePlatformAtEveryLengthAndSplit()
    {
        var random = new Random(4);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var hash = new Sha256();
            var split = random.Next(length + 1);
            hash.Append(bytes.AsSpan(0, split));
            hash.Append(bytes.AsSpan(split));
            Assert.Equal(SHA256.HashData(bytes), hash.Finish());
        }
    }
}
