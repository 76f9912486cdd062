using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

public sealed class StanceQuestionTests
{
    [Theory]
    [InlineData("Can I still cancel if I want to?", false)]
    [InlineData("Do we need to cancel at 360dialog?", false)]
    [InlineData("Should I cancel anything?", false)]
    [InlineData("Can you cancel the deletion?", true)]
    [InlineData("Could you please cancel my request?", true)]
    public void A_question_about_oneself_takes_nothing_back_and_is_read_by_a_person(string text, bool cancels)
    {
        var stance = Stance.Of(text);
        Assert.Equal((cancels, true), (stance.Against, stance.IsOpposed));
    }
}
