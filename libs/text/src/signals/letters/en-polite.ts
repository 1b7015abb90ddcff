/** English, friendly and complete sentences. Under the signals that each letter gives. */
export const EN_POLITE = `
# none
Hello team, I hope you are well. I was wondering how to change the time zone of our calendar.
Could you please tell me whether the warehouse received the jacket I sent back last week?
Hi! I love the new layout. Is there a way to pin the reports that I use most often?
Would you mind resending the activation link? I think it expired over the weekend.
I have a small question about the tax line on the receipt: is the rate of the buyer or of the seller used?
Please could you correct the spelling of our street in the billing details?
We noticed that the totals of two reports differ by one cent. It is nothing serious, but you may want to know.
Thank you for solving my complaint so quickly, the replacement works perfectly.
Could you help me connect the online shop with the accounting program? I followed the guide as far as step four.
There is no hurry with this, but it would be nice to have a larger font in the mobile app.
I would like to exchange the blouse for a smaller size, please. How does that work?
Could you let me know when my order will be dispatched? I am away next week.
Please would you give my colleague Susan rights to see, but not to edit, the stock list?
I accidentally paid the same bill twice, could you put the second payment towards the next month?
Thanks for your patience last time. I only need the certificate of origin for the goods.
May I ask what happens with attachments that are larger than ten megabytes?
We would be grateful for a signed copy of the confidentiality agreement.
I would like to cancel my appointment with the fitter on Tuesday and take one in the following week.
It would be great if you could tell us which ports must be open for the desktop program.
Sorry to trouble you, I cannot find the button for printing labels since the update.
Could you please remove my work address from the newsletter? The other one may stay.
Please let me know how the loyalty points are counted.
# urgent
I am so sorry to press you, but our presentation begins in thirty minutes and nobody can open the file. Could you help at once?
Please treat this as a priority: since lunch, none of our cashiers has been able to log in.
Could somebody ring me as soon as possible? We think that a stranger is reading our mailbox.
We would be very grateful for a quick answer, as the ferry with the goods sails tonight and the papers lack your stamp.
I am afraid it cannot wait until Monday: the alarm keeps ringing and the panel does not accept the code.
The payment terminal stopped working in the middle of the wedding fair and there is a long queue. Please help quickly.
Kindly look at it today if you can; tomorrow morning the inspectors come and the log is empty.
Our whole shop shows a blank page to visitors since this morning.
# complaint
I am sorry to say that I am rather disappointed. The cake stand came cracked, and it is the second one.
I do not like to complain, but the assistant I spoke to was dismissive and ended the chat while I was typing.
It has been a month since I sent the guitar for repair and each week I hear that it will be next week. I feel let down.
I have always been happy with you until now, but being ignored for two weeks is not how a customer should be treated.
To be honest, I feel misled by the advert: the set was shown with the stand, and the stand is nowhere to be found.
I would like this to be passed on to a manager, because the answers I received so far were careless and contradict each other.
It saddens me that after paying for express delivery the flowers arrived wilted, a day after the birthday.
I am not satisfied with how the change of prices was communicated: we learned of it from the bill.
Once more the fitters did not turn up, and once more I took a day off for nothing. I hope you understand that I am upset.
Please take this as a formal complaint about the way our data was handled during the move.
# complaint urgent
I have tried to stay calm, but our booking page has been offline for two days, guests are leaving, and nobody replies. Please, we need somebody today.
# purchase
Good afternoon, could you tell me what your service would cost for a school with thirty teachers?
We have enjoyed the trial very much and would like to become customers. What is the next step?
I am interested in the oak table, could you tell me the price with delivery to Leeds?
Could you send us an offer for five hundred paper bags with our name?
Would it be possible to see the product in a short call? We are choosing between two.
I would love to place a larger order for our staff, is there a price for bulk?
We are growing and need more space. Which plan would you advise, and what is the difference in price?
Is there a cheaper rate if we commit for two years?
My friend recommended you. How can I sign up, and do you accept payment by bank transfer?
Could you tell me if the module for warehouses can be bought by itself?
When will the winter boots be available again? I would like to reserve a pair.
# churn
Thank you for everything, but we have decided to go another way. Could you tell me how to close our account?
I am sorry to leave, I simply do not need the service any longer. Please stop the payments.
We are a very small team and, since the price rise, cannot afford it. I am afraid we shall have to stop.
Could you please confirm that our membership will not be renewed automatically? We do not wish to continue.
Next year we will use the program of our franchise, so we would like to end ours in good time.
Please could you tell me how to take all our customers out, because we are going to another system?
I would like to cancel my monthly box from the next delivery on.
We are thinking about leaving, as the features that we need are only in the most expensive plan.
My mother has passed away and the account in her name should be closed, please.
# churn complaint
I have been loyal for six years, but after this treatment I no longer trust you and would like to close everything.
With regret, we are ending our cooperation: the mistakes are too many, and nobody takes them seriously.
I asked nicely three times. Please cancel my membership now; I will not be recommending you to anybody.
# churn urgent
Please stop the renewal today, it will be charged tomorrow morning and we do not wish to go on.
# purchase urgent
Could you kindly send the offer within the next two hours? Our grant must be spent today.
`;
