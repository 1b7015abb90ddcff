/** Careful writers with reasons and pleases. */
export const EN_POLITE = `
# invoice
Could you please send me the invoice for our last purchase? I cannot find it in my mailbox.
I would need an invoice with our company name on it so that we can transfer the money.
# closing-documents
Would it be possible to receive the signed act of acceptance for the services of last month?
Our accountant is asking for a statement of account between us for the whole year.
# payment-failed
I am trying to pay with my card but the payment is refused every time, although other shops accept it.
Our automatic payment did not go through this month, could you tell me why?
# wrong-charge
I noticed that my card was charged two times for one order, could you please check?
There is a payment to you on my statement that I do not recognise.
# payment-status
We made the bank transfer on Friday. Could you let me know whether the money has arrived?
I have already paid the bill, but my account is still shown as overdue.
# refund
I would like to ask for a refund, as the product does not suit our needs.
You kindly promised to return my money last week, may I ask when I can expect it?
# cancel
I would like to cancel my subscription at the end of this month, please.
Could you please make sure that our plan is not renewed automatically?
# change-plan
We are growing and would like to upgrade our plan, please.
Could we add a few more licences to our existing subscription?
# pricing
Could you please tell me how much the product costs for a team of eight?
I wonder whether you offer a discount if we buy for several shops.
# trial
May I test the program before buying it?
My trial ends soon and I did not have time to look at everything, could you extend it?
# access
I am unable to sign in to my account, it says that the password is incorrect.
The confirmation code never arrives on my phone, so I cannot get into the account.
# users
Could you tell me how I can invite a colleague and limit what she can see?
An employee has left us, please help me to remove his access.
# bug
There seems to be an error: when I press print, the program closes.
I believe there is a mistake in the report, because the sum does not match the lines.
# outage
It looks as if your service is not available at the moment, none of us can open it.
The system has been very slow since this morning, is there a problem on your side?
# how-to
Could you please explain how to change the language of the receipts?
I would like to know where I can find the settings for taxes.
# integration
Is there a way to connect your product with our online shop?
Our programmer says that the API returns an error about the key, could you help?
# data-export
Could you help me to export the list of our customers to a spreadsheet?
I would like to import our price list from a file, but it is not accepted.
# delivery
I ordered last week and have not received anything yet, could you check where the parcel is?
The tracking page has not changed for days, when will my order arrive?
# damaged
Unfortunately the device arrived damaged, the screen is cracked.
I received a different article from the one that I ordered.
# return
I would like to return the printer, it does not fit our counter.
Is it possible to exchange the product for another model?
# order-change
I made a mistake in the delivery address, could you please correct it?
Could I add another article to the order that I placed yesterday?
# complaint
I am very disappointed with the way in which my request was handled and would like to make a complaint.
I have written several times without any answer, this is not the service I expected.
# legal
Our lawyers would like to see the contract before we sign it.
Please tell me who may sign the agreement for your company.
# erasure
I ask you to delete all personal data that you hold about me.
Please erase my profile and my history in accordance with data protection law.
# company-details
Our company has moved, please change the address on our invoices.
Our VAT number has changed, could you update it in our account?
# person
I would prefer to speak to a real person, please.
Could one of your colleagues please call me back?
# unsubscribe
Please remove my address from your newsletter.
I do not wish to receive any more advertising from you.
# partnership
We would be glad to sell your product to our clients, do you have a partner programme?
I would like to propose a cooperation between our companies.
`;
