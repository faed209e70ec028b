using System.ComponentModel;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// What every job class is, by its generated half. It lets the result type of a submit be inferred:
/// <c>JobHandle&lt;Report&gt; handle = await client.SubmitAsync(new ReportJob())</c>. Do not implement it by hand.
/// </summary>
/// <typeparam name="TResult">What the job returns; <see cref="NoResult"/> when it returns nothing.</typeparam>
public interface IJob<out TResult>
{
    /// <summary>How the framework stores, restores and runs jobs of this class.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    JobDescriptor Descriptor { get; }
}
