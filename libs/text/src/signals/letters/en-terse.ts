/** English, in a hurry: a line or two. Under the signals that each letter gives. */
export const EN_TERSE = `
# none
Where do I download the user guide?
How can I change the logo on the login page?
Please add a second shipping address to my account.
Tracking number for order 2210 please.
Two-factor code arrives late, about a minute. Minor thing.
Can I export contacts to CSV?
Card was declined, I will try another one.
Got the parcel, thanks.
Is there an app for Android tablets?
Invoice 118 has the old company name, please correct it.
How do I merge duplicate contacts?
What time does your phone line open?
The chart on the start page is cut off on the right.
Return label for the black shoes, please.
No longer urgent, we found a workaround.
Take the lamp off my order and ship the rest.
Which browsers are supported?
Please unsubscribe me from the weekly digest.
Not complaining, just curious why the menu moved.
When is the refund for order 77 going to arrive?
Please cancel the meeting on Thursday.
Send the contract copy for our records.
Price on the invoice is before or after VAT?
Error 404 when I open the help page.
I forgot my password.
Who is my account manager now?
Seats show 11, we have 10 users. Please check.
Wrong colour delivered, can I exchange it?
# urgent
URGENT: server returns 500 for all users.
Need a reply today, our contract is signed tomorrow morning.
Account hacked. Lock it now.
Orders are not coming through since midnight, we are losing sales.
ASAP please: badge printer fails and the fair opens in an hour.
Please call back immediately, data is disappearing from the list.
We go live at 5 pm and the domain is not connected.
Stolen card was added to our account, stop the payment right away.
Emergency: door system does not open.
Everything is down for everyone.
Shipment leaves tonight, address must be corrected before.
# complaint
I want to make a complaint.
Terrible support. Nobody answers.
Still no answer after ten days. Unbelievable.
Broken again after your repair. This is not good enough.
You lost my parcel and do not care.
Your billing is a mess and I am sick of it.
Very unhappy with the last delivery: half of it missing, glass broken.
Rude operator, ticket closed without a solution.
False promises. You said free shipping and charged for it.
I expect an apology and a credit for the lost week.
Worst update ever, everything that worked is gone.
# complaint urgent
Down again, third time this week, we lose money every hour and you say nothing.
Unacceptable: payroll blocked since yesterday and no one reacts. Fix it today.
# purchase
Price for 25 users?
Quote please: 100 mugs with print.
How do I buy the yearly plan?
Want to upgrade to Business, what is the cost?
Any discount for three shops?
Do you sell gift cards?
Can I start a free trial?
Book a demo for us.
I want to order ten more chairs like the last ones.
Is the item back in stock? I will take two.
What does the add-on for payroll cost per month?
We decided to buy, send the invoice.
# churn
Cancel my plan.
Close our account, please.
We are leaving at the end of the month.
Stop billing me, I do not use it.
How do I delete my account for good?
We will not renew.
Switching to another vendor.
Please end the subscription and confirm.
Too expensive for us, we will stop.
Downgrade to free, I may quit altogether.
How do I get out of the contract?
Shop closes in May, so we do not need the software any more.
# churn complaint
Fed up. Cancel and refund.
You keep failing, we are out.
Never ordering from you again, delete my data.
Terrible service, I am moving to your competitor.
# churn urgent
Cancel today please, before the renewal is charged tonight.
# purchase urgent
Need 5 more seats right now, new people start in an hour.
`;
