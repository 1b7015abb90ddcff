/** Owners who tell what happened before they ask. */
export const EN_STORY = `
# invoice
I ordered the yearly package in January and my bookkeeper is now missing the bill for it.
My tax adviser sent the invoice back because it still shows our old street.
I looked in my account and in the spam folder, but there is no invoice for last month anywhere.
# closing-documents
Our accountant is closing the year and says she needs the signed acts from you.
The tax office wants to see papers that prove the service was done, and I have none from you.
We do a check of balances with every supplier in December and yours is the last one missing.
# payment-failed
I stood at the till with a customer and the subscription payment bounced again.
My wife tried with her card and I tried with mine, and both times the site said the payment could not be processed.
The bank says the money is there and nothing is blocked, yet your page turns the card down.
# wrong-charge
I looked at my bank statement this morning and saw you took the money twice.
We stopped using it in March and in April there was another 29 dollars gone from the account.
Your site said nine euros and then nineteen were taken from my card.
# payment-status
I paid at the bank counter on Monday and the account still says unpaid.
My partner sent the money last week, has it reached you?
We got a reminder today, although the bill was paid ten days ago.
# refund
The thing did not fit our shop, so I would rather have my money back.
Your colleague promised me the money two weeks ago and my account is still empty.
I bought it by mistake for the wrong firm and want the payment returned.
# cancel
We are closing the bakery in autumn, so we will not need the subscription any more.
I found another program that suits us better and want to stop here at the end of the month.
My trial turned into a paid plan before I noticed, please end it.
# change-plan
We hired three people this spring and ran out of seats.
The big package is too much for my little studio, the small one would do.
I pay every month now, and my accountant says once a year would be cheaper, can I switch?
# pricing
We are thinking of moving our five shops to you, what would that cost us?
A friend told me you have a lower price for charities, is that so?
I could not make out from the site what is included in the 49 a month.
# trial
My business partner would like to see it first, can we try it for a couple of weeks?
I was ill during the test weeks and saw nothing, could I have a few more days?
Would somebody walk us through the program before we sign up?
# access
I changed my phone and now the code for signing in goes to the old one.
After the holidays nobody in the office remembers the password, and the reset mail never arrives.
I typed it wrong a few times and now it says my account is locked.
# users
A new girl starts on Monday and she needs her own login.
The man who set everything up has left us and we have no administrator.
My son helps me at weekends and should see the orders but not the money.
# bug
I entered a whole day of sales and when I pressed save the page went white.
Since the update on Tuesday the printed receipts show the wrong date.
Whenever I pick a customer from the list, another one opens.
# outage
We opened the shop at eight and nothing loads, neither on the till nor on the phone.
All of my staff call me that the site is dead, is it down for everybody?
For an hour now we can sell nothing because your servers do not answer.
# how-to
I have been clicking around for half an hour and cannot find where the tax rate is set.
My colleague says one can copy last month's bill, but how is it done?
I would like our logo on the papers and do not know where it goes.
# integration
Our web shop runs on another system and I would like the orders to come over by themselves.
A programmer helps us on Fridays, he asks for the keys and papers of your API.
We typed everything into the accounting program by hand so far, can the two be linked?
# data-export
I want a copy of all our customers in a spreadsheet before I travel.
The tax adviser asked for every document of the year in one file, how do I get it out?
We are moving to a new office computer and want to save all our data first.
# delivery
I ordered shelves two weeks ago and the van has not come yet.
The tracking page has said the same thing since Friday and my customers are waiting for the goods.
The courier claims nobody was home, but I was in the shop all day.
# damaged
I opened the box and the glass was in pieces.
We ordered the black ones and got the white ones.
One of the two packages was half empty when it came.
# return
The shoes are too small for my daughter, may I send them back?
I changed my mind about the lamp, how do I get it back to you?
We would like to swap the machine for the stronger one.
# order-change
I gave my home address by mistake, the parcel should go to the shop.
I forgot to add two bags of coffee to this morning's order, is it too late?
My husband ordered the same as I did, so please stop one of the two orders.
# complaint
I was on the line for forty minutes and then your man hung up on me.
Three times I was promised a call and three times nobody called, this is no way to treat people.
I have been a customer for six years and have never been dealt with so badly.
# legal
My lawyer has read your terms and will write to you if this is not settled.
Our insurance asks for a contract about data processing with you.
I have lost a week of sales through your fault and will go to court over it.
# erasure
I no longer want you to keep anything about me, please wipe it all.
What do you have stored about me and who can see it?
I closed my shop years ago and my name and number should not be with you any more.
# company-details
We moved from the high street to the harbour, please note the new address.
I turned my business into a limited company and everything has a new name now.
My bank asks for your account number and your exact company name.
# person
I have written to the robot four times, please let a human read this.
I am seventy and would rather talk to somebody on the phone.
Who is in charge of my account, and can she ring me?
# unsubscribe
Every morning there is advertising from you in my mailbox, I do not want it.
I only wanted the bill by mail, not offers every week.
I clicked on the link at the bottom three times and the mails still come.
# partnership
I advise small shops in my region and could bring you new customers.
We build web sites and would like to sell your program with them.
I write about tools for craftsmen, would you work with me?
`;
