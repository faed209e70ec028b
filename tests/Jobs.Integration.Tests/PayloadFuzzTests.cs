using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.Integration.Tests.Zoo;
using Xunit.Abstractions;

namespace Jobs.Integration.Tests;

/// <summary>Generated readers on stored bytes that nobody wrote. By command: eng/fuzz-store [N].</summary>
public sealed class PayloadFuzzTests(ITestOutputHelper output)
{
    private const int AllocatedBase = 256 * 1024; // Whatever the payload.
    private const int AllocatedPerByte = 64; // A collection of the shortest items takes so much more than their text.

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e999", "99999999999999999999", "\"\\ud800\"", "0.1", "\"NaN\"", "\"Friday\"", "{}", "[]", "\\u0000"];

    [Fact]
    public void SpoiltPayload_IsReadOrRefusedWithTheJobsName_InBoundedMemory()
    {
        var count = Read("JOBS_FUZZ_PAYLOADS", 20_000);
        var random = new Random(Read("JOBS_FUZZ_SEED", 1));
        var descriptor = DescriptorOf<WideJob>();
        var job = WideJob.Make();
        byte[][] parts = [Write(w => descriptor.WriteInput(job, w)), Write(w => descriptor.WriteState(job, w)), Write(w => descriptor.WriteJournals(job, w, full: true))];
        var (read, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var which = random.Next(parts.Length);
            var spoilt = Spoil(parts[which], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var restored = descriptor.Restore(which == 0 ? spoilt : parts[0], which == 1 ? spoilt : parts[1], descriptor.Version);
                descriptor.ApplyJournals(restored, which == 2 ? spoilt : parts[2], full: true);
                read++;
            }
            catch (JobPayloadException refusal)
            {
                Assert.Contains("wide", refusal.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(spoilt), failure);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllocatedBase + ((long)AllocatedPerByte * spoilt.Length), $"{allocated} bytes for {spoilt.Length}: {Encoding.UTF8.GetString(spoilt)}");
        }

        Assert.True(read > 0 && refused > 0);
        output.WriteLine($"{count} spoilt payloads: {refused} refused, {read} read as something else");
    }

    private static byte[] Spoil(byte[] bytes, Random random)
    {
        var text = new List<byte>(bytes);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(text.Count + 1);
            switch (random.Next(6))
            {
                case 0:
                    text.RemoveRange(at, random.Next(text.Count - at + 1));
                    break;
                case 1:
                    if (at < text.Count) text[at] = (byte)random.Next(256);
                    break;
                case 2:
                    text.InsertRange(at, Enumerable.Repeat((byte)"[{\" 9"[random.Next(5)], random.Next(random.Next(50) == 0 ? 20_000 : 200)));
                    break;
                case 3:
                    var from = random.Next(text.Count + 1);
                    text.InsertRange(at, text.GetRange(from, random.Next(Math.Min(text.Count - from, 100) + 1)));
                    break;
                default:
                    text.RemoveRange(at, Math.Min(text.Count - at, random.Next(4)));
                    text.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. text];
    }

    private static JobDescriptor DescriptorOf<T>()
        where T : class, IJobDefinition<T> => T.Descriptor;

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions)) write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
