using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

/// <summary>What customers write beside the rows of the facts.</summary>
public sealed class MailRecogniserTests
{
    private const string Wanted = "Request for Deletion of Phone Number ";
    private const string Own = Mails.Own;
    private const string Deletes = "delete " + Own;

    [Theory]
    [InlineData("", Deletes)]
    [InlineData("Hi team,\n\nPlease delete our number as per subject.\n\nRegards,\nAsha\n+91 98123 45678", Deletes)]
    [InlineData("We no longer use this number. Please delete it.\n\nThanks\nAsha\nMobile: 9876543211", Deletes)]
    [InlineData("We do not need this number anymore, kindly remove it.", Deletes)]
    [InlineData("We do not wish to keep this number, please delete it.", Deletes)]
    [InlineData("We don't want to continue with this number, please delete.", Deletes)]
    [InlineData("Please delete and revert at the earliest.", Deletes)]
    [InlineData("We have cancelled our subscription, please delete the number.", Deletes)]
    [InlineData("Please delete it. Call me on 98123 45678 if needed.", Deletes)]
    [InlineData("Please keep me posted.\nSent from my iPhone", Deletes)]
    [InlineData("Do not hesitate to call.\n\nThis is intended only for the intended recipient. Cancel it, do not delete it.", Deletes)]
    [InlineData("Changed my mind again, please go ahead.", Deletes)]
    [InlineData("Please don't stop the process this time.", Deletes)]
    [InlineData("The number has not been deleted yet, why?", Deletes)]
    [InlineData("If this is done already, please ignore this mail.", Deletes)]
    [InlineData("CAUTION: This email originated from outside of the organization. Do not click links.\n\nPlease delete.", Deletes)]
    [InlineData("I cannot delete the number myself, so I am writing to you.", Deletes)]
    [InlineData("We stop using the number next week. Please delete it and stop sending messages.", Deletes)]
    [InlineData("My last request was not processed.", Deletes)]
    [InlineData("The number was added by mistake. Please delete it.", Deletes)]
    [InlineData("Please delete phone no +91 98765 43210 from the API.", Deletes)]
    [InlineData("Not the one ending in 10, I mean +91 98765 43211.", "delete several")]
    [InlineData("We haven't changed our mind, please delete it.", Deletes)]
    [InlineData("Please keep this confidential", Deletes)]
    [InlineData("Please stop all services on this number and delete it", Deletes)]
    [InlineData("is number ko delete kar do please", Deletes)]
    [InlineData("Veuillez supprimer le num\u00E9ro", Deletes)]
    [InlineData("There should be no delay in deletion.", Deletes)]
    [InlineData("Do not contact us by phone. Delete.", Deletes)]
    [InlineData("We want to keep using the number in the WhatsApp app.", "cancel?")]
    [InlineData("Please confirm cancellation of the number.", "cancel?")]
    [InlineData("Not required now", "cancel?")]
    [InlineData("No", "cancel?")]
    [InlineData("It was a mistake", "cancel?")]
    [InlineData("Sorry, wrong number", "cancel?")]
    [InlineData("Leave it as it is", "cancel?")]
    [InlineData("How do I cancel this?", "cancel?")]
    [InlineData("no, please don't", "cancel")]
    [InlineData("We have decided against deleting the number", "cancel")]
    [InlineData("We have decided not to delete it", "cancel")]
    [InlineData("Reverse the deletion please", "cancel")]
    [InlineData("Ich m\u00F6chte die Nummer doch behalten", "cancel")]
    [InlineData("Ya no quiero eliminar el n\u00FAmero", "cancel")]
    [InlineData("S'il vous pla\u00EEt, ne le supprimez pas", "cancel")]
    [InlineData("Please do not delete the number.", "cancel")]
    [InlineData("Please don\u2019t delete this number", "cancel")]
    [InlineData("please\ndo not\ndelete", "cancel")]
    [InlineData("Do not, under any circumstances, delete this number.", "cancel")]
    [InlineData("I no longer want to delete it.", "cancel")]
    [InlineData("Please stop the deletion", "cancel")]
    [InlineData("STOP", "cancel")]
    [InlineData("Kindly disregard my earlier mail", "cancel")]
    [InlineData("I would like to withdraw this request.", "cancel")]
    [InlineData("Please cancel.", "cancel")]
    [InlineData("Please cancel my request to delete the number", "cancel")]
    [InlineData("Never mind, we found a way.", "cancel")]
    [InlineData("I changed my mind.", "cancel")]
    [InlineData("We changed our minds, keep the number active please", "cancel")]
    [InlineData("We want to keep the number", "cancel")]
    [InlineData("This request was sent by mistake", "cancel")]
    [InlineData("I did not request this deletion!", "cancel")]
    [InlineData("We never asked for this deletion", "cancel")]
    [InlineData("Please do not proceed", "cancel")]
    [InlineData("Don't go ahead and delete it", "cancel")]
    [InlineData("Thanks,\nActually please do not delete it.", "cancel")]
    [InlineData("The deletion is no longer required.", "cancel")]
    [InlineData("We should not have this number deleted, we still use it", "cancel")]
    [InlineData("Call it off please", "cancel")]
    [InlineData("bitte nicht l\u00F6schen", "cancel")]
    [InlineData("Bitte l\u00F6schen Sie die Nummer nicht", "cancel")]
    [InlineData("Bitte stornieren", "cancel")]
    [InlineData("Merci d'annuler la demande", "cancel")]
    [InlineData("Ne supprimez pas le num\u00E9ro", "cancel")]
    [InlineData("Por favor no eliminen el n\u00FAmero", "cancel")]
    [InlineData("Por favor, cancele o pedido", "cancel")]
    [InlineData("N\u00E3o excluam o n\u00FAmero", "cancel")]
    [InlineData("number delete mat karo", "cancel")]
    [InlineData("\u0928\u0902\u092C\u0930 \u092E\u0924 \u0939\u091F\u093E\u0913", "cancel")]
    [InlineData("\u0644\u0627 \u062A\u062D\u0630\u0641 \u0627\u0644\u0631\u0642\u0645", "cancel")]
    [InlineData("\u8BF7\u53D6\u6D88", "cancel")]
    [InlineData("Please hold off for now", "cancel?")]
    [InlineData("Please wait until March", "cancel?")]
    [InlineData("Please cancel. On second thought, please delete it after all.", "cancel?")]
    public void A_body_under_the_wanted_subject(string body, string wanted) => Expect(wanted, Mails.Of(Wanted + Own, body), Mails.Quiet);

    [Theory]
    [InlineData("Request for Deletion of Phone Number +91 98765 43210 - please cancel", "cancel")]
    [InlineData("STOP Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Do not process: Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("[CANCELLED] Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Withdrawal of Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Not a Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Re: Request for Deletion of Phone Number +91 98765 43210 IS WITHDRAWN", "cancel")]
    [InlineData("Stornierung: Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Recall: Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Please do not delete my number +91 98765 43210", "cancel")]
    [InlineData("Stop deletion of +91 98765 43210", "cancel")]
    [InlineData("Don't remove 9876543210", "cancel")]
    [InlineData("Request for Deletion of Phone Number +91 98765 43210 not required anymore", "cancel?")]
    [InlineData("Do not cancel: Request for Deletion of Phone Number +91 98765 43210", "near " + Own)]
    [InlineData("Request for Deletion of Phone Number +91 98765 43210 from WhatsApp Business API", Deletes)]
    [InlineData("URGENT: Request for Deletion of Phone Number +91 98765 43210", Deletes)]
    [InlineData("\u201CRequest for Deletion of Phone Number +91 98765 43210.\u201D", Deletes)]
    [InlineData("Subject: Request for Deletion of Phone Number +91 98765 43210", Deletes)]
    [InlineData("REQUEST  FOR  DELETION  OF  PHONE  NUMBER +91 98765 43210", Deletes)]
    [InlineData("Request for Deletion of Phone Number - 9876543210", Deletes)]
    [InlineData("Request for Deletion of Phone Number +91 98765 43210 - 3rd reminder", Deletes)]
    [InlineData("Request for Deletion of Phone Number +91 98765 43210 2nd request", Deletes)]
    [InlineData("Request for Deletion of Phone Number +919876543210 Ticket #9812345678", Deletes)]
    [InlineData("Request for Deletion of Phone Number 9876543210 (Kettle & Cup, GST 29ABCDE1234F1Z5)", Deletes)]
    [InlineData("*EXTERNAL* {Spam?} Request for Deletion of Phone Number +91 98765 43210", Deletes)]
    [InlineData("VOID: Request for Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Request for Cancellation of Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Request to stop Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Request for Non-Deletion of Phone Number +91 98765 43210", "cancel")]
    [InlineData("Request for Deletion of Phone Number = +91 98765 43210", Deletes)]
    [InlineData("RE: FW: RE: [EXTERNAL] [Ticket 4711] Request for Deletion of Phone Number 98765-43210", Deletes)]
    [InlineData("Re Request for Deletion of Phone Number +91 98765 43210", Deletes)]
    [InlineData("Request for Deletion of Phone Nubmer +91 98765 43210", "near " + Own)]
    [InlineData("Request for Deletoin of Phone Number +91 98765 43210", "near " + Own)]
    [InlineData("Deletion Request for phone number +91 98765 43210", "near " + Own)]
    [InlineData("Kindly note: Request for Deletion of Phone Number", "near none")]
    [InlineData("Request for Deletion of the Phone Number +91 98765 43210", "near " + Own)]
    [InlineData("Pls remove +91 98765 43210", "near " + Own)]
    [InlineData("Cancel my number +91 98765 43210", "near " + Own)]
    [InlineData("Bitte meine Rufnummer l\u00F6schen", "near none")]
    [InlineData("Supprimer mon num\u00E9ro de t\u00E9l\u00E9phone", "near none")]
    [InlineData("Eliminar n\u00FAmero de tel\u00E9fono", "near none")]
    [InlineData("Excluir n\u00FAmero de telefone", "near none")]
    [InlineData("\u0928\u0902\u092C\u0930 \u0939\u091F\u093E\u0928\u093E \u0939\u0948", "near none")]
    [InlineData("\u062D\u0630\u0641 \u0631\u0642\u0645 \u0627\u0644\u0647\u0627\u062A\u0641", "near none")]
    [InlineData("Question about invoice 42", "other")]
    [InlineData("How do I add a team member?", "other")]
    [InlineData("", "other")]
    [InlineData("Abwesenheitsnotiz: Request for Deletion of Phone Number +91 98765 43210", "auto")]
    [InlineData("R\u00E9ponse automatique : Re: Request for Deletion of Phone Number", "auto")]
    [InlineData("Respuesta autom\u00E1tica: Request for Deletion of Phone Number +91 98765 43210", "auto")]
    [InlineData("Out of Office Re: Request for Deletion of Phone Number +91 98765 43210", "auto")]
    [InlineData("\u81EA\u52A8\u56DE\u590D: Request for Deletion of Phone Number +91 98765 43210", "auto")]
    [InlineData("Read: Request for Deletion of Phone Number +91 98765 43210", "auto")]
    [InlineData("Unzustellbar: Request for Deletion of Phone Number +91 98765 43210", "bounce")]
    [InlineData("Delivery Status Notification (Failure)", "bounce")]
    [InlineData("Delivery Status Notification (Delay)", "auto")]
    [InlineData("Mail delivery failed: returning message to sender", "bounce")]
    public void A_subject_alone(string subject, string wanted) => Expect(wanted, Mails.Of(subject), Mails.Quiet);

    [Theory]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "Thanks, I have paid the dues.", "reply")]
    [InlineData("Re: [DEL-7k3qx9mpa2] Your request", "ok", "reply")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "Please cancel", "cancel case")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "Please do not delete it. We need it.", "cancel case")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "Do not cancel, please proceed.", "reply")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "I changed my mind, please go ahead", "reply")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request",
        "Ok.\n\nOn Mon, 5 Jan 2026 at 10:00, Gallabox <x@y.example> wrote:\n> To cancel the deletion, reply with cancel.", "reply")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "The payment was cancelled by the bank, trying again", "reply")]
    [InlineData("Re: [del-7K3QX9MPA2] Your request", "Why is it not deleted yet?", "reply")]
    [InlineData("Re: [mig-0000000000] Your migration", "ok", "other")]
    [InlineData("Request for Deletion of Phone Number +919876543210", "", "delete " + Own + " again")]
    [InlineData("Re: Request for Deletion of Phone Number +919876543210", "", "reply")]
    [InlineData("Re: Request for Deletion of Phone Number +919876543211", "", "delete " + Mails.Other)]
    [InlineData("Please stop", "I want to keep my number", "cancel case")]
    [InlineData("Cancel: Request for Deletion of Phone Number +91 98765 43210", "", "cancel case")]
    [InlineData("Cancel: Request for Deletion of Phone Number", "", "cancel case")]
    [InlineData("Your invoice", "Please cancel the meeting", "other")]
    public void With_a_deletion_open(string subject, string body, string wanted) =>
        Expect(wanted, Mails.Of(subject, body), Mails.WithOpenCase);

    [Theory]
    [InlineData(Mails.CaseId + ".review@gallabox.example")]
    [InlineData("first-mail@kettle.example")]
    public void A_thread_leads_to_the_open_case(string messageId)
    {
        Expect("reply", Mails.Of("Re: something else", "Done.") with { InReplyTo = [messageId] }, Mails.WithOpenCase);
        Expect("reply", Mails.Of("Re: something else", "Done.") with { References = ["a@b", messageId, "c@d"] }, Mails.WithOpenCase);
    }

    [Fact]
    public void In_a_migration_only_words_of_cancelling_cancel()
    {
        var migration = Mails.Quiet with { OpenCases = [new("mig-7K3QX9MPA2", PhoneNumber.Parse(Own), [])] };

        Expect("cancel case", Mails.Of("Re: [mig-7K3QX9MPA2] Migration", "Please cancel."), migration);
        Expect("reply", Mails.Of("Re: [mig-7K3QX9MPA2] Migration", "Please do not delete the old one."), migration);
    }

    [Fact]
    public void Our_own_mail_that_comes_back_is_no_request()
    {
        var mail = Mails.Of(Wanted + Own) with { MessageId = Mails.CaseId + ".review@gallabox.example" };

        Expect("auto", mail, Mails.WithOpenCase);
    }

    [Fact]
    public void A_vacation_notice_with_a_null_sender_is_no_bounce() =>
        Expect("auto", Mails.Of("Re: your mail") with { EnvelopeFrom = "" }, Mails.Quiet);

    [Fact]
    public void A_report_of_another_language_is_a_bounce() =>
        Expect("bounce", Mails.Of("Leveringsmelding").With("content-type", "multipart/report; report-type=delivery-status"), Mails.Quiet);

    [Fact]
    public void A_suggestion_is_the_wanted_subject_itself()
    {
        var near = Assert.IsType<MailIntent.NearMiss>(MailRecogniser.Recognise(Mails.Of("Delete my number 98765 43210"), Mails.Quiet));

        Assert.Equal("Request for Deletion of Phone Number +919876543210", near.Suggestion);
        Expect(Deletes, Mails.Of(near.Suggestion), Mails.Quiet);
    }

    [Theory]
    [InlineData("Please delete +91 98765 43210.", Deletes)]
    [InlineData("Number: 98765 43210\n\nRegards,\nAsha 98123 45678", Deletes)]
    [InlineData("Regards,\nAsha\n+91 98765 43210", "delete none")]
    [InlineData("See below.\n\n-----Original Message-----\nFrom: X\nSent: Y\nDelete +91 98765 43210", "delete none")]
    [InlineData("+91 98765 43210 or +91 98123 45678", "delete several")]
    public void Without_a_number_in_the_subject_the_body_names_it(string body, string wanted) =>
        Expect(wanted, Mails.Of("Request for Deletion of Phone Number", body), Mails.Quiet);

    private static void Expect(string wanted, InboundMail mail, MailContext context)
    {
        var got = Mails.Brief(MailRecogniser.Recognise(mail, context));
        Assert.True(wanted == got, $"row '{mail.Subject}' / '{mail.Text}': got {got}, wanted {wanted}");
    }
}
